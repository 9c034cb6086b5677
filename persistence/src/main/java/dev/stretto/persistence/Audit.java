package dev.stretto.persistence;

import dev.stretto.engine.run.Artifact;
import dev.stretto.engine.run.IllegalTransitionException;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunState;
import dev.stretto.persistence.Finding.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log against itself: no number missing, each entry with the hash of the one before, every transition legal, every
 * artifact there and unchanged. It works on rows as they are stored, however broken they are, and needs no engine.
 */
public final class Audit {
    private final String run;
    private final List<StoredRow> rows;
    private final @Nullable Artifacts artifacts;
    private final EventCodec codec = new EventCodec();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Optional<String>> checked = new HashMap<>();

    private Audit(String run, List<StoredRow> rows, @Nullable Artifacts artifacts) {
        this.run = run;
        this.rows = rows;
        this.artifacts = artifacts;
    }

    /** Checks a log and the artifacts that it refers to. */
    public static AuditResult verify(String run, List<StoredRow> rows, Artifacts artifacts) {
        return new Audit(run, rows, artifacts).result();
    }

    /** Checks a log alone. */
    public static AuditResult verify(String run, List<StoredRow> rows) {
        return new Audit(run, rows, null).result();
    }

    private AuditResult result() {
        List<ChainLink> links = rows.stream().map(ChainLink::of).toList();
        findings.addAll(ChainCheck.of(links));
        replay(links);
        findings.sort(Comparator.comparingLong(Finding::sequence));
        String chain = links.isEmpty() ? LogEntry.NO_PREVIOUS : links.getLast().digest();
        return new AuditResult(run, rows.size(), chain, findings);
    }

    /** Folds the log as far as that goes: after an event that can't follow, nothing more can be said about transitions. */
    private void replay(List<ChainLink> links) {
        RunState state = RunState.initial();
        boolean legal = true;
        for (int i = 0; i < links.size(); i++) {
            Optional<LogEntry> entry = decode(links.get(i), rows.get(i));
            if (entry.isEmpty()) {
                legal = false;
                continue;
            }
            checkArtifacts(rows.get(i).sequence(), entry.get());
            if (legal) {
                try {
                    state = state.evolve(entry.get().event());
                } catch (IllegalTransitionException e) {
                    find(rows.get(i).sequence(), Kind.ILLEGAL, String.valueOf(e.getMessage()));
                    legal = false;
                }
            }
        }
    }

    private Optional<LogEntry> decode(ChainLink link, StoredRow row) {
        if (link.stored() == null) {
            return Optional.empty();
        }
        try {
            LogEntry entry = codec.read(LogPlace.UNKNOWN, link.stored(), row.stored());
            if (entry.event() instanceof RunStarted started && !started.run().equals(run)) {
                find(
                        row.sequence(),
                        Kind.CHANGED,
                        "it begins run " + started.run() + ", and this is the log of " + run);
            }
            return Optional.of(entry);
        } catch (UnknownEventException e) {
            find(
                    row.sequence(),
                    Kind.UNKNOWN,
                    "type '" + e.type() + "', version " + e.version() + ", is not known to this version of Stretto");
        } catch (CorruptLogException e) {
            find(row.sequence(), Kind.CHANGED, "its data is not what Stretto writes: " + e.problem());
        }
        return Optional.empty();
    }

    private void checkArtifacts(long sequence, LogEntry entry) {
        if (artifacts == null) {
            return;
        }
        for (Artifact artifact : ArtifactsOf.event(entry.event())) {
            checked.computeIfAbsent(artifact.digest(), digest -> problemWith(artifacts, digest))
                    .ifPresent(problem -> find(sequence, Kind.ARTIFACT, problem));
        }
    }

    private static Optional<String> problemWith(Artifacts artifacts, String digest) {
        if (!Digests.wellFormed(digest)) {
            return Optional.of("it refers to '" + digest + "', which is no digest");
        }
        try {
            return switch (artifacts.check(digest)) {
                case WHOLE -> Optional.empty();
                case MISSING -> Optional.of("its artifact " + digest + " is gone");
                case DAMAGED -> Optional.of("its artifact " + digest + " is not what it was");
            };
        } catch (IOException e) {
            return Optional.of("its artifact " + digest + " can't be read: " + DataDirectory.reason(e));
        }
    }

    private void find(long sequence, Kind kind, String message) {
        findings.add(new Finding(sequence, kind, message));
    }
}
