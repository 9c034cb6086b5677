package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.run.Effect.CleanUp;
import dev.stretto.engine.run.Effect.EraseTexts;
import dev.stretto.engine.run.Effect.Finish;
import dev.stretto.engine.run.Effect.Launch;
import dev.stretto.engine.run.Effect.RetryAt;
import dev.stretto.engine.run.Effect.Stop;
import dev.stretto.engine.run.Effect.StopSynthesis;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be done in the world: because of one event, or, after a restart, because of where a run stands. */
public final class Effects {
    static final String CANCELLED = "cancelled";

    private Effects() {}

    /** The effects of one event, given the state that it led to. */
    public static List<Effect> of(StartedRun run, RunEvent event) {
        return switch (event) {
            case TasksLaunched launched -> List.of(new Launch(launched.attempts()));
            case AttemptFailed failed ->
                failed.pauses()
                        ? List.of(new RetryAt(new AttemptId(failed.task(), failed.attempt()), failed.retryAt()))
                        : List.of();
            case TaskCancelRequested request -> stops(run, List.of(run.context().position(request.task())));
            case RunCancelRequested request -> cancelled(run);
            case SynthesisStarted started -> stepUnlessCancelled(run);
            case BranchesMerged merged -> stepUnlessCancelled(run);
            case ConflictResolved resolved -> stepUnlessCancelled(run);
            case ResolutionRefused refused -> stepUnlessCancelled(run);
            case TrialsLaunched launched ->
                TrialSteps.effect(run, launched.trials()).stream().toList();
            case TrialFinished finished -> stepUnlessCancelled(run);
            case CulpritsFound found -> stepUnlessCancelled(run);
            case VerificationFinished verified -> stepUnlessCancelled(run);
            case ResultIntegrated integrated -> stepUnlessCancelled(run);
            case RunFinished finished -> List.of(new Finish());
            case RunResumed resumed -> open(run);
            case RunStarted started -> List.of();
            case RunReopened reopened -> List.of();
            case TextsErased erased -> List.of(new EraseTexts(List.of(erased)));
            case AttemptStarted started -> List.of();
            case RetryDue due -> List.of();
            case TaskEnded ended -> List.of();
            case TasksSkipped skipped -> List.of();
            case SynthesisStepLost lost -> again(run, lost.step());
            case SynthesisFailed failed -> List.of();
        };
    }

    /** All effects that are still open in this state: what whoever resumes the run has to do. */
    static List<Effect> open(StartedRun run) {
        if (run.finished()) {
            List<Effect> effects = new ArrayList<>(List.of(new CleanUp()));
            Erasing.open(run).ifPresent(effects::add);
            effects.add(new Finish());
            return effects;
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new CleanUp());
        List<Integer> active = run.active().stream()
                .filter(position -> !run.context().endsWithItsEngine(position))
                .sorted()
                .toList();
        if (!active.isEmpty()) {
            effects.add(new Launch(
                    active.stream().map(position -> attempt(run, position)).toList()));
        }
        effects.addAll(stops(run, active));
        run.pausing().stream().sorted().forEach(position -> {
            @Nullable Instant at = run.progress().get(position).retryAt();
            if (at != null) {
                effects.add(new RetryAt(attempt(run, position), at));
            }
        });
        effects.addAll(run.cancelRequested() ? stopped(run) : underWay(run));
        return effects;
    }

    private static List<Effect> cancelled(StartedRun run) {
        List<Effect> effects =
                new ArrayList<>(stops(run, run.active().stream().sorted().toList()));
        effects.addAll(stopSynthesis(run));
        return effects;
    }

    private static List<Effect> stops(StartedRun run, List<Integer> positions) {
        return positions.stream()
                .filter(position -> run.active().contains(position)
                        && run.progress().get(position).stopping())
                .<Effect>map(position -> new Stop(attempt(run, position), CANCELLED))
                .toList();
    }

    /** A lost step of the synthesis is begun again. */
    private static List<Effect> again(StartedRun run, StepId lost) {
        return switch (lost.step()) {
            case TRIAL ->
                TrialSteps.effect(
                                run,
                                run.synthesis().trialProgress().underWay().stream()
                                        .filter(trial -> trial.key()
                                                .equals(lost.attempt().task()))
                                        .toList())
                        .stream()
                        .toList();
            case TASK, RESOLUTION, VERIFICATION -> stepUnlessCancelled(run);
        };
    }

    /** A step that has begun when somebody asks for the end is ended, or brought to its end; no other is begun. */
    private static List<Effect> stepUnlessCancelled(StartedRun run) {
        return run.cancelRequested()
                ? stopSynthesis(run)
                : SynthesisSteps.next(run).stream().toList();
    }

    private static List<Effect> stopSynthesis(StartedRun run) {
        return SynthesisSteps.underWay(run) ? List.of(new StopSynthesis()) : List.of();
    }

    /** What may have outlived its engine is resumed, to be ended. */
    private static List<Effect> stopped(StartedRun run) {
        List<Effect> effects = new ArrayList<>();
        underWay(run).stream().filter(Effects::outlivesItsEngine).forEach(effects::add);
        effects.addAll(stopSynthesis(run));
        return effects;
    }

    private static boolean outlivesItsEngine(Effect step) {
        return switch (step) {
            case Effect.Verify verify -> true;
            case Effect.Resolve resolve -> true;
            case Effect.Trials trials -> true;
            case Effect.Merge merge -> false;
            case Effect.Integrate integrate -> false;
            case Effect.Launch launch -> false;
            case Effect.Stop stop -> false;
            case Effect.RetryAt retry -> false;
            case Effect.StopSynthesis stop -> false;
            case Effect.CleanUp cleanUp -> false;
            case Effect.EraseTexts erase -> false;
            case Effect.Finish finish -> false;
        };
    }

    /** What the synthesis is at: the step that is due, or the trials that are under way. Empty before and after it. */
    public static List<Effect> underWay(StartedRun run) {
        return Stream.concat(
                        SynthesisSteps.next(run).stream(),
                        TrialSteps.effect(run, run.synthesis().trialProgress().underWay()).stream())
                .toList();
    }

    private static AttemptId attempt(StartedRun run, int position) {
        return new AttemptId(run.lead(position), run.progress().get(position).attempt());
    }
}
