package dev.stretto.persistence.codec;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunEvent.AttemptFailed;
import dev.stretto.engine.run.RunEvent.AttemptStarted;
import dev.stretto.engine.run.RunEvent.BranchesMerged;
import dev.stretto.engine.run.RunEvent.ConflictResolved;
import dev.stretto.engine.run.RunEvent.CulpritsFound;
import dev.stretto.engine.run.RunEvent.ResolutionRefused;
import dev.stretto.engine.run.RunEvent.ResultIntegrated;
import dev.stretto.engine.run.RunEvent.RetryDue;
import dev.stretto.engine.run.RunEvent.RunCancelRequested;
import dev.stretto.engine.run.RunEvent.RunFinished;
import dev.stretto.engine.run.RunEvent.RunReopened;
import dev.stretto.engine.run.RunEvent.RunResumed;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunEvent.SynthesisFailed;
import dev.stretto.engine.run.RunEvent.SynthesisStarted;
import dev.stretto.engine.run.RunEvent.SynthesisStepLost;
import dev.stretto.engine.run.RunEvent.TaskCancelRequested;
import dev.stretto.engine.run.RunEvent.TaskEnded;
import dev.stretto.engine.run.RunEvent.TasksLaunched;
import dev.stretto.engine.run.RunEvent.TasksSkipped;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.RunEvent.TrialFinished;
import dev.stretto.engine.run.RunEvent.TrialsLaunched;
import dev.stretto.engine.run.RunEvent.VerificationFinished;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which artifacts an event refers to. */
public final class ArtifactsOf {
    private static final EventCodec CODEC = new EventCodec();

    private ArtifactsOf() {}

    public static List<Artifact> event(RunEvent event) {
        return switch (event) {
            case AttemptFailed failed -> outcome(failed.outcome());
            case TaskEnded ended -> outcome(ended.outcome());
            case VerificationFinished finished ->
                Stream.ofNullable(finished.verification().output()).toList();
            case ConflictResolved resolved -> outcome(resolved.by().outcome());
            case ResolutionRefused refused ->
                Stream.ofNullable(refused.by())
                        .flatMap(by -> outcome(by.outcome()).stream())
                        .toList();
            case TrialFinished finished ->
                Stream.ofNullable(finished.result().verification())
                        .flatMap(verification -> Stream.ofNullable(verification.output()))
                        .toList();
            case TrialsLaunched e -> List.of();
            case CulpritsFound e -> List.of();
            case RunStarted e -> List.of();
            case RunResumed e -> List.of();
            case RunReopened e -> List.of();
            case TextsErased e -> List.of();
            case TasksLaunched e -> List.of();
            case AttemptStarted e -> List.of();
            case RetryDue e -> List.of();
            case TasksSkipped e -> List.of();
            case TaskCancelRequested e -> List.of();
            case RunCancelRequested e -> List.of();
            case SynthesisStarted e -> List.of();
            case BranchesMerged e -> List.of();
            case ResultIntegrated e -> List.of();
            case SynthesisStepLost e -> List.of();
            case SynthesisFailed e -> List.of();
            case RunFinished e -> List.of();
        };
    }

    /**
     * The digests in the rows of a log, in the order in which they are first mentioned. True for those that an event refers
     * to; false for those that only stand in an entry that can't be read, which need not be artifacts.
     */
    public static Map<String, Boolean> rows(List<StoredRow> rows) {
        Map<String, Boolean> digests = new LinkedHashMap<>();
        for (StoredRow row : rows) {
            try {
                for (Artifact artifact : event(CODEC.read(row.stored()).event())) {
                    digests.put(artifact.digest(), Digests.wellFormed(artifact.digest()));
                }
            } catch (UnrecoverableLogException e) {
                Digests.within(row.stored()).forEach(digest -> digests.putIfAbsent(digest, false));
            }
        }
        return digests;
    }

    private static List<Artifact> outcome(Outcome outcome) {
        return Stream.concat(Stream.ofNullable(outcome.output()), Stream.ofNullable(outcome.errors()))
                .toList();
    }
}
