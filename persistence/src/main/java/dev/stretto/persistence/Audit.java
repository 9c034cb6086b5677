package dev.stretto.persistence;

import dev.stretto.engine.run.Artifact;
import dev.stretto.engine.run.IllegalTransitionException;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.persistence.AuditResult.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks a run's log without an engine: that each entry names the hash of the one before, that none is missing, that each
 * transition is one that a run can make, and that the artifacts are those that the log names.
 */
public final class Audit {
    private final String run;
    private final Artifacts artifacts;
    private final EventCodec codec = new EventCodec();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> seen = new HashMap<>();
    private RunState state = RunState.initial();
    private String chain = LogEntry.NO_PREVIOUS;
    private long expected = 1;
    private boolean legal = true;

    private Audit(String run, Artifacts artifacts) {
        this.run = run;
        this.artifacts = artifacts;
    }

    /** Checks the rows of a run, in the order of the journal. */
    public static AuditResult verify(String run, List<StoredRow> rows, Artifacts artifacts) {
        Audit audit = new Audit(run, artifacts);
        rows.forEach(audit::check);
        if (rows.isEmpty()) {
            audit.find(0, "the log is empty");
        }
        return new AuditResult(run, rows.size(), audit.chain, audit.findings);
    }

    private void check(StoredRow row) {
        if (row.sequence() != expected) {
            find(row.sequence(), "missing before it: " + (row.sequence() - expected) + " events, from " + expected);
        }
        try {
            LogEntry entry = codec.read(row.stored().bytes());
            checkChain(row, entry);
            checkTransition(entry);
            checkArtifacts(entry);
        } catch (CorruptLogException | UnknownEventException e) {
            find(row.sequence(), String.valueOf(e.getMessage()));
            legal = false;
        }
        chain = row.stored().digest();
        expected = row.sequence() + 1;
    }

    private void checkChain(StoredRow row, LogEntry entry) {
        if (entry.sequence() != row.sequence()) {
            find(row.sequence(), "stands in the place of another: it was written as event " + entry.sequence());
        }
        if (!entry.previous().equals(chain)) {
            Long meant = seen.get(entry.previous());
            find(
                    row.sequence(),
                    meant != null
                            ? "was written to follow event " + meant + ", not the one before it"
                            : "does not carry the hash of the event before it: one of the two was changed, removed or"
                                    + " put in");
        }
        seen.put(row.stored().digest(), row.sequence());
    }

    private void checkTransition(LogEntry entry) {
        if (!legal) {
            return;
        }
        try {
            state = state.evolve(entry.event());
        } catch (IllegalTransitionException e) {
            find(entry.sequence(), String.valueOf(e.getMessage()));
            legal = false;
        }
        if (entry.event() instanceof RunEvent.RunStarted started
                && !started.run().equals(run)) {
            find(entry.sequence(), "belongs to run " + started.run());
        }
    }

    private void checkArtifacts(LogEntry entry) {
        artifactsOf(entry.event()).forEach(artifact -> {
            try {
                if (!artifacts.intact(artifact.digest())) {
                    find(entry.sequence(), "its artifact " + artifact.digest() + " is missing or was changed");
                }
            } catch (IOException e) {
                find(entry.sequence(), "its artifact " + artifact.digest() + " can't be read: " + e.getMessage());
            }
        });
    }

    private static Stream<Artifact> artifactsOf(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskEnded ended -> artifactsOf(ended.outcome());
            case RunEvent.AttemptFailed failed -> artifactsOf(failed.outcome());
            case RunEvent.VerificationFinished finished ->
                Optional.ofNullable(finished.verification().output()).stream();
            case RunEvent.RunStarted e -> Stream.empty();
            case RunEvent.TasksLaunched e -> Stream.empty();
            case RunEvent.AttemptStarted e -> Stream.empty();
            case RunEvent.RetryDue e -> Stream.empty();
            case RunEvent.TasksSkipped e -> Stream.empty();
            case RunEvent.TaskCancelRequested e -> Stream.empty();
            case RunEvent.RunCancelRequested e -> Stream.empty();
            case RunEvent.SynthesisStarted e -> Stream.empty();
            case RunEvent.BranchesMerged e -> Stream.empty();
            case RunEvent.ResultIntegrated e -> Stream.empty();
            case RunEvent.SynthesisFailed e -> Stream.empty();
            case RunEvent.RunFinished e -> Stream.empty();
        };
    }

    private static Stream<Artifact> artifactsOf(Outcome outcome) {
        return Stream.of(Optional.ofNullable(outcome.output()), Optional.ofNullable(outcome.errors()))
                .flatMap(Optional::stream);
    }

    private void find(long event, String what) {
        findings.add(new Finding(event, what));
    }
}
