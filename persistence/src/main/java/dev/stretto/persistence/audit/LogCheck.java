package dev.stretto.persistence.audit;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.audit.Audit.ArtifactSource;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.AuditFinding.Kind;
import dev.stretto.persistence.codec.ChainLink;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StoredText;
import dev.stretto.persistence.codec.TextLookup;
import dev.stretto.persistence.codec.UnknownEventException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through a log once, for an {@link Audit}, and collects what is wrong. */
final class LogCheck {
    private final String run;
    private final List<StoredRow> rows;
    private final @Nullable ArtifactSource artifacts;
    private final EventCodec codec = new EventCodec();
    private final List<AuditFinding> findings = new ArrayList<>();
    private final Map<String, Optional<String>> checked = new HashMap<>();
    private final Erasures erasures = new Erasures();
    private final TextCheck texts = new TextCheck(erasures);
    private final boolean withTexts;

    LogCheck(String run, List<StoredRow> rows, @Nullable ArtifactSource artifacts, boolean withTexts) {
        this.run = run;
        this.rows = rows;
        this.artifacts = artifacts;
        this.withTexts = withTexts;
    }

    AuditResult result(List<AuditFinding> known, List<String> expected, @Nullable String sealed) {
        findings.addAll(known);
        List<ChainLink> links = rows.stream().map(ChainLink::of).toList();
        findings.addAll(ChainCheck.of(links));
        List<Optional<LogEntry>> entries = decode(links);
        checkTexts(links);
        replay(entries);
        Set<String> there = links.stream().map(ChainLink::digest).collect(Collectors.toSet());
        Stream.concat(expected.stream(), Stream.ofNullable(sealed))
                .filter(digest -> !there.contains(digest))
                .distinct()
                .forEach(digest -> find(
                        rows.size(),
                        Kind.END,
                        "the log ends here, and has no event with the hash " + digest
                                + ": it was cut off or changed at its end, or written anew"));
        if (sealed != null
                && there.contains(sealed)
                && !links.getLast().digest().equals(sealed)) {
            find(
                    rows.size(),
                    Kind.INSERTED,
                    "the run was over, and its log sealed, before this event: it was added afterwards");
        }
        findings.sort(Comparator.comparingLong(AuditFinding::sequence));
        String chain = links.isEmpty() ? LogEntry.NO_PREVIOUS : links.getLast().digest();
        return new AuditResult(
                run,
                rows.size(),
                chain,
                artifacts == null
                        ? null
                        : checked.keySet().stream()
                                .filter(digest -> erasures.of(digest).isEmpty())
                                .count(),
                withTexts ? texts.checked() : null,
                erasures.all(),
                findings);
    }

    /** What was erased is said at the end, and has to be known before anything is missed. */
    private List<Optional<LogEntry>> decode(List<ChainLink> links) {
        List<Optional<LogEntry>> entries = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            Optional<LogEntry> entry = decode(links.get(i), rows.get(i));
            entry.ifPresent(read -> {
                if (read.event() instanceof TextsErased erased) {
                    erasures.add(read, erased);
                }
            });
            entries.add(entry);
        }
        return entries;
    }

    private void checkTexts(List<ChainLink> links) {
        for (int i = 0; withTexts && i < links.size(); i++) {
            StoredRow row = rows.get(i);
            StoredEvent stored = links.get(i).stored();
            if (stored != null) {
                texts.problems(row, stored).forEach(problem -> find(row.sequence(), Kind.TEXT, problem));
            }
        }
    }

    /** Folds the log as far as that goes: after an event that can't follow, nothing more can be said about transitions. */
    private void replay(List<Optional<LogEntry>> entries) {
        RunState state = RunState.initial();
        boolean legal = true;
        for (int i = 0; i < entries.size(); i++) {
            Optional<LogEntry> entry = entries.get(i);
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
            LogEntry entry = codec.read(LogPlace.UNKNOWN, link.stored(), row.stored(), fitting(row));
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

    /** A text that was changed is found on its own, and the event is read without it. */
    private static TextLookup fitting(StoredRow row) {
        return TextLookup.in(row.texts().stream().filter(StoredText::fits).toList());
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

    private Optional<String> problemWith(ArtifactSource artifacts, String digest) {
        if (!Digests.wellFormed(digest)) {
            return Optional.of("it refers to '" + digest + "', which is no digest");
        }
        Optional<Long> erased = erasures.of(digest);
        if (erased.isPresent()) {
            return artifacts.has(digest)
                    ? Optional.of("its artifact " + digest + " is still there, though event " + erased.get()
                            + " says that it was erased")
                    : Optional.empty();
        }
        return artifacts.problem(digest).map(problem -> "its artifact " + digest + " " + problem);
    }

    private void find(long sequence, Kind kind, String message) {
        findings.add(new AuditFinding(sequence, kind, message));
    }
}
