package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.LostAttempts;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.CommandResult.Rejected;
import dev.stretto.engine.run.Progress.CurrentAttempt;
import dev.stretto.engine.run.RunCommand.CancelRun;
import dev.stretto.engine.run.RunCommand.CancelTask;
import dev.stretto.engine.run.RunCommand.EndPause;
import dev.stretto.engine.run.RunCommand.EraseTexts;
import dev.stretto.engine.run.RunCommand.Fenced;
import dev.stretto.engine.run.RunCommand.RecordIntegration;
import dev.stretto.engine.run.RunCommand.RecordLostStep;
import dev.stretto.engine.run.RunCommand.RecordMerge;
import dev.stretto.engine.run.RunCommand.RecordOutcome;
import dev.stretto.engine.run.RunCommand.RecordResolution;
import dev.stretto.engine.run.RunCommand.RecordStart;
import dev.stretto.engine.run.RunCommand.RecordSynthesisFailure;
import dev.stretto.engine.run.RunCommand.RecordTrial;
import dev.stretto.engine.run.RunCommand.RecordVerification;
import dev.stretto.engine.run.RunCommand.RefuseResolution;
import dev.stretto.engine.run.RunCommand.ResumeRun;
import dev.stretto.engine.run.RunCommand.RetryTasks;
import dev.stretto.engine.run.RunCommand.StartRun;
import dev.stretto.engine.run.RunEvent.AttemptStarted;
import dev.stretto.engine.run.RunEvent.BranchesMerged;
import dev.stretto.engine.run.RunEvent.ConflictResolved;
import dev.stretto.engine.run.RunEvent.ResolutionRefused;
import dev.stretto.engine.run.RunEvent.ResultIntegrated;
import dev.stretto.engine.run.RunEvent.RetryDue;
import dev.stretto.engine.run.RunEvent.RunCancelRequested;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.RunEvent.SynthesisFailed;
import dev.stretto.engine.run.RunEvent.SynthesisStepLost;
import dev.stretto.engine.run.RunEvent.TaskCancelRequested;
import dev.stretto.engine.run.RunEvent.TrialFinished;
import dev.stretto.engine.run.RunEvent.VerificationFinished;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.Overlaps;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a command means for a run: events, or a refusal with a reason. Pure; the time is an argument.
 *
 * <p>What has to follow from a batch of events (launches, the synthesis, the end of the run) is asked for once, with
 * {@link NextSteps#after}, so that all tasks that may start together are launched by one event.
 */
public final class RunDecider {
    private RunDecider() {}

    /** Decides on one command. */
    public static CommandResult decide(RunState state, RunCommand command, Instant now) {
        return switch (state) {
            case RunState.NotStarted none ->
                command instanceof StartRun start
                        ? CommandResult.accepted(new RunStarted(
                                start.run(), start.plan(), start.decision(), start.base(), start.node(), now))
                        : new Rejected("no such run");
            case StartedRun run -> run.finished() ? decideOver(run, command, now) : decide(run, command, now);
        };
    }

    private static CommandResult decideOver(StartedRun run, RunCommand command, Instant now) {
        return switch (command) {
            case RetryTasks retry -> Reopening.decide(run, retry.tasks(), retry.node(), now);
            case EraseTexts erase -> Erasing.decide(run, erase, now);
            case StartRun again -> startAgain(run, again);
            case ResumeRun resume -> over(run);
            case Fenced fenced -> over(run);
            case RecordLostStep lost -> over(run);
            case RecordStart start -> over(run);
            case RecordOutcome outcome -> over(run);
            case EndPause pause -> over(run);
            case CancelRun cancel -> over(run);
            case CancelTask cancel -> over(run);
            case RecordMerge merge -> over(run);
            case RecordResolution resolution -> over(run);
            case RefuseResolution refusal -> over(run);
            case RecordTrial trial -> over(run);
            case RecordVerification verification -> over(run);
            case RecordIntegration integration -> over(run);
            case RecordSynthesisFailure failure -> over(run);
        };
    }

    private static Rejected over(StartedRun run) {
        return new Rejected("run " + run.context().run() + " is over: it is " + run.status());
    }

    /** Whoever has heard no answer asks once more; the run is there, and nothing has to be recorded. */
    private static CommandResult startAgain(StartedRun run, StartRun again) {
        return again.plan().equals(run.context().plan())
                ? CommandResult.accepted()
                : new Rejected("run " + run.context().run() + " has been started before, with another plan");
    }

    private static CommandResult decide(StartedRun run, RunCommand command, Instant now) {
        return switch (command) {
            case ResumeRun resume -> Resumption.decide(run, resume.node(), now);
            case EraseTexts erase ->
                new Rejected("run " + run.context().run()
                        + " is not over: its texts are erased once it is; wait for its end, or cancel it first");
            case RetryTasks retry ->
                new Rejected("run " + run.context().run() + " is not over: wait for its end, or cancel it first");
            case StartRun again -> startAgain(run, again);
            case Fenced fenced -> fenced(run, fenced, now);
            case RecordStart start -> recordStart(run, start);
            case RecordOutcome outcome -> recordOutcome(run, outcome);
            case EndPause pause -> endPause(run, pause);
            case CancelRun cancel ->
                run.cancelRequested()
                        ? CommandResult.accepted()
                        : CommandResult.accepted(new RunCancelRequested(cancel.reason()));
            case CancelTask cancel -> cancelTask(run, cancel.task());
            case RecordMerge merge ->
                run.synthesis().merge() != null
                        ? new Rejected("the branches have been merged before")
                        : CommandResult.accepted(new BranchesMerged(
                                merge.result(), Overlaps.judged(run.synthesis().overlaps(), merge.overlaps())));
            case RecordResolution resolution ->
                askedBefore(run, resolution.resolution().task())
                        .orElseGet(() -> CommandResult.accepted(
                                new ConflictResolved(resolution.resolution(), resolution.result(), resolution.by())));
            case RefuseResolution refusal ->
                askedBefore(run, refusal.task())
                        .orElseGet(() -> CommandResult.accepted(
                                new ResolutionRefused(refusal.task(), refusal.reason(), refusal.by())));
            case RecordTrial trial ->
                run.synthesis()
                                .trialProgress()
                                .underWay()
                                .contains(trial.result().trial())
                        ? CommandResult.accepted(new TrialFinished(trial.result()))
                        : new Rejected("that trial is not under way");
            case RecordVerification verification ->
                run.synthesis().verification() != null
                        ? new Rejected("the verification has been recorded before")
                        : CommandResult.accepted(new VerificationFinished(verification.verification()));
            case RecordIntegration integration ->
                run.synthesis().integration() != null
                        ? new Rejected("the integration has been recorded before")
                        : CommandResult.accepted(new ResultIntegrated(explained(run, integration.integration())));
            case RecordLostStep lost -> lost(run, lost, now);
            case RecordSynthesisFailure failure ->
                run.synthesis().problem() != null
                        ? new Rejected("the synthesis has failed before")
                        : CommandResult.accepted(new SynthesisFailed(failure.message()));
        };
    }

    /** What an earlier incarnation has seen or done is void: a later one has looked for itself. */
    private static CommandResult fenced(StartedRun run, Fenced fenced, Instant now) {
        return fenced.epoch() == run.epoch()
                ? decide(run, fenced.command(), now)
                : new Rejected("run " + run.context().run() + " is looked after by epoch " + run.epoch()
                        + ", and this comes from epoch " + fenced.epoch());
    }

    private static CommandResult lost(StartedRun run, RecordLostStep lost, Instant now) {
        int timesLost = run.synthesis().timesLost(lost.step());
        if (lost.step().attempt().attempt() != timesLost + 1) {
            return new Rejected(lost.step() + " is not under way");
        }
        return !run.cancelRequested() && LostAttempts.mayBeginAgain(timesLost)
                ? CommandResult.accepted(new SynthesisStepLost(lost.step(), lost.message(), now))
                : decide(run, lost.otherwise(), now);
    }

    private static Optional<CommandResult> askedBefore(StartedRun run, String task) {
        return run.synthesis().resolving().asked().contains(task)
                ? Optional.of(new Rejected("the conflict of task '" + task + "' was given to a resolver before"))
                : Optional.empty();
    }

    /** Says why the user's branch was not moved, where the plan wanted that and something stood against it. */
    private static Integration explained(StartedRun run, Integration integration) {
        boolean wanted = run.context().plan().synthesis().integrate() == SynthesisSpec.Integrate.MERGE;
        if (!wanted || integration.movedBranch() != null || integration.note() != null) {
            return integration;
        }
        String why = whyNotMoved(run.synthesis());
        return new Integration(
                integration.branch(),
                null,
                "your branch was not moved: " + why + ". To take the result over all the same, type: git merge "
                        + integration.branch());
    }

    private static String whyNotMoved(SynthesisState synthesis) {
        if (synthesis.unclean()) {
            return "the result is not whole, or its verification did not pass";
        }
        boolean dropped =
                synthesis.merge() != null && !synthesis.merge().dropped().isEmpty();
        return dropped ? "a part of a task's work was dropped in favour of another's" : "not every task completed";
    }

    private static CommandResult recordStart(StartedRun run, RecordStart start) {
        Optional<Rejected> late = late(run, start.attempt());
        if (late.isPresent()) {
            return late.get();
        }
        boolean known = run.progressOf(start.attempt().task())
                .map(Progress::current)
                .map(CurrentAttempt::process)
                .isPresent();
        if (known) {
            return CommandResult.accepted();
        }
        return CommandResult.accepted(new AttemptStarted(
                start.attempt().task(),
                start.attempt().attempt(),
                start.startedAt(),
                start.process(),
                start.workspace(),
                start.prompt()));
    }

    private static CommandResult recordOutcome(StartedRun run, RecordOutcome command) {
        return late(run, command.attempt())
                .<CommandResult>map(rejected -> rejected)
                .orElseGet(() -> new CommandResult.Accepted(Endings.events(run, command.attempt(), command.outcome())));
    }

    private static CommandResult endPause(StartedRun run, EndPause pause) {
        Optional<Progress> progress = run.progressOf(pause.failed().task());
        boolean due = progress.isPresent()
                && progress.get().status() == TodoStatus.PENDING
                && progress.get().attempt() == pause.failed().attempt()
                && progress.get().retryAt() != null;
        return due
                ? CommandResult.accepted(
                        new RetryDue(pause.failed().task(), pause.failed().attempt()))
                : new Rejected(pause.failed() + " is not waiting to be tried again");
    }

    private static CommandResult cancelTask(StartedRun run, String task) {
        Optional<Integer> position = run.context().positionOf(task);
        if (position.isEmpty()) {
            return new Rejected("the plan of run " + run.context().run() + " has no task '" + task + "'");
        }
        Progress progress = run.progress().get(position.get());
        if (progress.status().ended()) {
            return new Rejected("task '" + task + "' has ended: it is " + progress.status());
        }
        if (progress.stopping()) {
            return CommandResult.accepted();
        }
        List<RunEvent> events = new ArrayList<>();
        events.add(new TaskCancelRequested(task));
        if (progress.status() == TodoStatus.PENDING) {
            Endings.skipDependents(run, position.get()).ifPresent(events::add);
        }
        return new CommandResult.Accepted(events);
    }

    private static Optional<Rejected> late(StartedRun run, AttemptId attempt) {
        Optional<Progress> progress = run.progressOf(attempt.task());
        boolean current = progress.isPresent()
                && progress.get().status() == TodoStatus.IN_PROGRESS
                && progress.get().attempt() == attempt.attempt();
        return current ? Optional.empty() : Optional.of(new Rejected(attempt + " is not in progress: too late"));
    }
}
