package dev.stretto.persistence.codec;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.StepKind;
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
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import java.util.List;
import java.util.stream.Stream;

/** Which tasks an event names; none for those that are about the whole run. */
final class TasksOf {
    private TasksOf() {}

    static Stream<String> event(RunEvent event) {
        return switch (event) {
            case TasksLaunched launched -> launched.attempts().stream().map(AttemptId::task);
            case AttemptStarted started -> Stream.of(started.task());
            case AttemptFailed failed -> Stream.of(failed.task());
            case RetryDue due -> Stream.of(due.task());
            case TaskEnded ended -> Stream.of(ended.task());
            case TasksSkipped skipped -> skipped.tasks().stream();
            case TaskCancelRequested request -> Stream.of(request.task());
            case SynthesisStarted started -> overlapping(started.overlaps());
            case BranchesMerged merged -> Stream.concat(result(merged.result()), overlapping(merged.overlaps()));
            case ConflictResolved resolved -> result(resolved.result());
            case ResolutionRefused refused -> Stream.of(refused.task());
            case TrialsLaunched launched -> launched.trials().stream().flatMap(trial -> trial.tasks().stream());
            case TrialFinished finished -> finished.result().trial().tasks().stream();
            case CulpritsFound found -> result(found.result());
            case RunReopened reopened -> reopened.tasks().stream();
            case TextsErased erased -> Stream.ofNullable(erased.task());
            case RunStarted e -> Stream.empty();
            case RunResumed e -> Stream.empty();
            case RunCancelRequested e -> Stream.empty();
            case VerificationFinished e -> Stream.empty();
            case ResultIntegrated e -> Stream.empty();
            case SynthesisStepLost lost ->
                lost.step().step() == StepKind.RESOLUTION
                        ? Stream.of(lost.step().attempt().task())
                        : Stream.empty();
            case SynthesisFailed e -> Stream.empty();
            case RunFinished e -> Stream.empty();
        };
    }

    private static Stream<String> result(MergeResult result) {
        return Stream.concat(
                result.merged().stream(), result.conflicts().stream().map(Conflict::task));
    }

    private static Stream<String> overlapping(List<Overlap> overlaps) {
        return overlaps.stream().flatMap(overlap -> overlap.tasks().stream());
    }
}
