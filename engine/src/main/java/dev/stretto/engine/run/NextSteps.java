package dev.stretto.engine.run;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.run.RunEvent.RunFinished;
import dev.stretto.engine.run.RunEvent.SynthesisStarted;
import dev.stretto.engine.run.RunEvent.TasksLaunched;
import dev.stretto.engine.synthesis.Overlaps;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run does next by itself, once a batch of commands has been decided on. */
public final class NextSteps {
    private NextSteps() {}

    /**
     * The event that follows from where the run stands: a launch of everything that may start, the beginning of the
     * synthesis, or the end of the run. Empty if it has to wait for something. Ask again after evolving with it.
     */
    public static Optional<RunEvent> after(RunState state, Instant now) {
        return state.started().filter(run -> !run.finished()).flatMap(run -> after(run, now));
    }

    private static Optional<RunEvent> after(StartedRun run, Instant now) {
        if (!run.allEnded()) {
            return launch(run, now);
        }
        if (run.cancelRequested() && !SynthesisSteps.underWay(run)) {
            return Optional.of(new RunFinished(RunStatus.CANCELLED, now));
        }
        if (run.synthesis().status() == TodoStatus.PENDING) {
            return Optional.of(new SynthesisStarted(Overlaps.among(CompletedWork.changes(run)), now));
        }
        Optional<RunEvent> trialProgress = TrialSteps.after(run, now);
        if (trialProgress.isPresent()) {
            return trialProgress;
        }
        return SynthesisSteps.underWay(run) ? Optional.empty() : Optional.of(new RunFinished(end(run), now));
    }

    private static Optional<RunEvent> launch(StartedRun run, Instant now) {
        int limit = run.context().plan().concurrency();
        int room = limit == 0 ? Integer.MAX_VALUE : limit - run.active().size();
        List<AttemptId> attempts = new ArrayList<>();
        for (int position : run.ready()) {
            if (attempts.size() >= room) {
                break;
            }
            attempts.add(new AttemptId(
                    run.lead(position), run.progress().get(position).attempt() + 1));
        }
        return attempts.isEmpty() ? Optional.empty() : Optional.of(new TasksLaunched(attempts, run.node(), now));
    }

    private static RunStatus end(StartedRun run) {
        Map<TodoStatus, Integer> ends = new LinkedHashMap<>();
        run.progress().forEach(progress -> ends.merge(progress.status(), 1, Integer::sum));
        boolean all =
                ends.getOrDefault(TodoStatus.COMPLETED, 0) == run.progress().size();
        return all && !run.synthesis().unclean() ? RunStatus.COMPLETED : RunStatus.FAILED;
    }
}
