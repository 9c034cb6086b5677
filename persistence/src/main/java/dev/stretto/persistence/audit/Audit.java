package dev.stretto.persistence.audit;

import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.export.LogFile;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.seal.SealStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log against itself: no number missing, each entry with the hash of the one before, every transition legal, every
 * artifact there and unchanged. It works on rows as they are stored, however broken they are, and needs no engine. Immutable.
 */
public final class Audit {
    private final String run;
    private final List<StoredRow> rows;
    private final List<AuditFinding> known;
    private final @Nullable ArtifactSource artifacts;
    private final boolean texts;
    private final List<String> expected;
    private final @Nullable String sealed;

    /** Where the content is that the events refer to. */
    interface ArtifactSource {
        /** What is wrong with an artifact, as the end of a sentence; empty if it is whole. */
        Optional<String> problem(String digest);

        /** False if nothing of it is there. */
        boolean has(String digest);
    }

    private Audit(
            String run,
            List<StoredRow> rows,
            List<AuditFinding> known,
            @Nullable ArtifactSource artifacts,
            boolean texts,
            List<String> expected,
            @Nullable String sealed) {
        this.run = run;
        this.rows = List.copyOf(rows);
        this.known = known;
        this.artifacts = artifacts;
        this.texts = texts;
        this.expected = List.copyOf(expected);
        this.sealed = sealed;
    }

    /** The audit of a log alone. */
    public static Audit of(String run, List<StoredRow> rows) {
        return new Audit(run, rows, List.of(), null, true, List.of(), null);
    }

    /** The audit of a log in a file, with what the file itself is found to be. */
    public static Audit of(LogFile file) {
        return new Audit(
                file.run(),
                file.rows(),
                file.findings(),
                file.complete() ? in(file) : null,
                file.complete(),
                List.of(),
                null);
    }

    /** The same audit, that also reads the artifacts again. */
    public Audit with(ArtifactStore stored) {
        return new Audit(run, rows, known, in(stored), texts, expected, sealed);
    }

    /**
     * The same audit, that also wants an entry with this digest to be in the log: the one that a report ended in. A log that was
     * cut off before it, or written anew, does not have it; one that has gone on since does. May be asked for several.
     */
    public Audit expecting(String digest) {
        List<String> all = new ArrayList<>(expected);
        all.add(digest);
        return new Audit(run, rows, known, artifacts, texts, all, sealed);
    }

    /** The same audit, that also wants the log to end with the entry of this digest: the one that {@link SealStore} has. */
    public Audit sealedBy(String digest) {
        return new Audit(run, rows, known, artifacts, texts, expected, digest);
    }

    /**
     * The same audit, that also compares the log with the run's row in the run table.
     *
     * @param row as it was read before the log; empty if the run has none
     */
    public Audit withRow(Optional<RunTable.Row> row) {
        List<AuditFinding> more = new ArrayList<>(known);
        rowProblem(row).ifPresent(problem -> more.add(new AuditFinding(rows.size(), AuditFinding.Kind.ROW, problem)));
        return new Audit(run, rows, more, artifacts, texts, expected, sealed);
    }

    private Optional<String> rowProblem(Optional<RunTable.Row> row) {
        if (row.isEmpty()) {
            return Optional.of("the run table has no row of the run");
        }
        if (row.get().summary().isEmpty()) {
            return Optional.of("the run's row in the run table can't be read");
        }
        try {
            return new RowCheck(row.get().summary().get(), LogPlace.UNKNOWN).of(rows);
        } catch (UnrecoverableLogException | IllegalTransitionException e) {
            return Optional.empty(); // what is wrong with the log is said of the log
        }
    }

    /** Checks a log and the artifacts that it refers to. */
    public static AuditResult verify(String run, List<StoredRow> rows, ArtifactStore artifacts) {
        return of(run, rows).with(artifacts).result();
    }

    /** Checks a log alone. */
    public static AuditResult verify(String run, List<StoredRow> rows) {
        return of(run, rows).result();
    }

    /** Carries it out. */
    public AuditResult result() {
        LogCheck check = new LogCheck(run, rows, artifacts, texts);
        return check.result(known, expected, sealed);
    }

    private static ArtifactSource in(LogFile file) {
        return new ArtifactSource() {
            @Override
            public Optional<String> problem(String digest) {
                return file.artifactProblem(digest);
            }

            @Override
            public boolean has(String digest) {
                return file.hasArtifact(digest);
            }
        };
    }

    private static ArtifactSource in(ArtifactStore stored) {
        return new ArtifactSource() {
            @Override
            public Optional<String> problem(String digest) {
                return problemIn(stored, digest);
            }

            @Override
            public boolean has(String digest) {
                return stored.has(digest);
            }
        };
    }

    private static Optional<String> problemIn(ArtifactStore stored, String digest) {
        try {
            return switch (stored.check(digest)) {
                case WHOLE -> Optional.empty();
                case MISSING -> Optional.of("is gone");
                case DAMAGED -> Optional.of("is not what it was");
            };
        } catch (IOException e) {
            return Optional.of("can't be read: " + DataDirectory.reason(e));
        }
    }
}
