package dev.stretto.engine.report;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A run in a repository, told event by event. */
final class RunScript {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final List<String> VERIFY = List.of("make", "check");

    private RunState state = RunState.initial();

    RunScript(String... tasks) {
        Plan plan = new Plan(
                "test",
                null,
                null,
                0,
                Mode.AUTO,
                Stream.of(tasks).map(RunScript::task).toList(),
                new SynthesisSpec(
                        new SynthesisSpec.Verify(VERIFY, Duration.ofMinutes(1), false, SynthesisSpec.Search.DEFAULT),
                        SynthesisSpec.OnConflict.REPORT,
                        null,
                        SynthesisSpec.Integrate.BRANCH));
        PinnedBase base = new PinnedBase("/repository", "base", "main", null);
        happen(new RunEvent.RunStarted("run", plan, DecisionFlow.decide(plan), base, "node", START));
        happen(new RunEvent.TasksLaunched(
                Stream.of(tasks).map(task -> new AttemptId(task, 1)).toList(), "node", START));
    }

    RunScript happen(RunEvent event) {
        state = state.evolve(event);
        return this;
    }

    /** A task completes with these files added. */
    RunScript completed(String task, String... files) {
        return completed(
                task,
                "done",
                Stream.of(files)
                        .map(file -> new FileChange(file, FileChange.Kind.ADDED, null, 3, 1))
                        .toList(),
                List.of());
    }

    RunScript completed(String task, String summary, List<FileChange> files, List<String> outOfScope) {
        String commit = files.isEmpty() ? "base" : "commit of " + task;
        WorkResult work = new WorkResult("stretto/run/" + task, "base", commit, files, outOfScope);
        return happen(new RunEvent.TaskCompleted(
                task,
                1,
                new Outcome(null, START, START.plusSeconds(5), 0, summary, null, null, work, null, null, List.of())));
    }

    RunScript synthesis(Overlap... overlaps) {
        return happen(new RunEvent.SynthesisStarted(List.of(overlaps), START.plusSeconds(6)));
    }

    RunScript finished(RunStatus status) {
        return happen(new RunEvent.RunFinished(status, START.plusSeconds(20)));
    }

    static Verification verification(boolean passed) {
        return new Verification(VERIFY, passed ? 0 : 1, passed, null, null, START.plusSeconds(7), START.plusSeconds(9));
    }

    StartedRun run() {
        return state.started().orElseThrow();
    }

    Report report() {
        return RunReports.of(run(), new Report.Log(7, "sha256:abc"));
    }

    private static Task task(String id) {
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .title("Title of " + id)
                .build();
    }
}
