package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
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
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.engine.todo.Todo;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run whose commands are decided on one after the other, and of which nothing is carried out. */
abstract class DecidedRun {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PinnedBase BASE = new PinnedBase("/repo", "base", "main", null);

    RunState state = RunState.initial();
    final List<RunEvent> log = new ArrayList<>();

    void start(Plan plan) {
        tell(new RunCommand.StartRun("run", plan, DecisionFlow.decide(plan), BASE, "node"));
    }

    void tell(RunCommand command) {
        CommandResult commandResult = RunDecider.decide(state, command, NOW);
        assertThat(commandResult).isInstanceOf(CommandResult.Accepted.class);
        ((CommandResult.Accepted) commandResult).events().forEach(this::happen);
        Optional<RunEvent> next = NextSteps.after(state, NOW);
        while (next.isPresent()) {
            happen(next.get());
            next = NextSteps.after(state, NOW);
        }
    }

    void happen(RunEvent event) {
        state = state.evolve(event);
        log.add(event);
    }

    StartedRun run() {
        return state.started().orElseThrow();
    }

    Progress progress(String task) {
        return run().progressOf(task).orElseThrow();
    }

    List<TodoStatus> statuses() {
        return run().todos().stream().map(Todo::status).toList();
    }

    static Outcome done() {
        return new Outcome(null, NOW, NOW, 0, "done", null, null, null, null, null, List.of());
    }

    static Outcome failed(Failure.Kind kind) {
        return Outcome.failed(new Failure(kind, "for the test"), NOW);
    }

    static Outcome work(String task, String path) {
        WorkResult work = new WorkResult(
                "stretto/run/" + task,
                "base",
                "commit-" + task,
                List.of(new FileChange(path, FileChange.Kind.MODIFIED, null, null, null)),
                List.of());
        return new Outcome(null, NOW, NOW, 0, "done", null, null, work, null, null, List.of());
    }

    static Verification verification(boolean passed) {
        return new Verification(List.of("true"), passed ? 0 : 1, passed, null, null, NOW, NOW);
    }

    static Plan plan(int attempts, Task... tasks) {
        return new Plan(
                "test",
                null,
                WorkspaceSpec.of("/repo"),
                0,
                Mode.AUTO,
                Stream.of(tasks)
                        .map(task -> task.toBuilder().attempts(attempts).build())
                        .toList(),
                new SynthesisSpec(
                        new SynthesisSpec.Verify(List.of("true"), Duration.ofMinutes(1), false, null),
                        SynthesisSpec.OnConflict.REPORT,
                        null,
                        SynthesisSpec.Integrate.BRANCH));
    }

    static Plan unverified(int attempts, Task... tasks) {
        Plan plan = plan(attempts, tasks);
        SynthesisSpec synthesis = new SynthesisSpec(
                null, plan.synthesis().onConflict(), null, plan.synthesis().integrate());
        return new Plan(plan.name(), null, plan.workspace(), 0, Mode.AUTO, plan.tasks(), synthesis);
    }

    static Task task(String id, String... after) {
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .needs(List.of(after))
                .backoff(Duration.ofSeconds(1))
                .build();
    }

    String refusal(RunCommand command) {
        CommandResult commandResult = RunDecider.decide(state, command, NOW);
        assertThat(commandResult).isInstanceOf(CommandResult.Rejected.class);
        return ((CommandResult.Rejected) commandResult).reason();
    }
}
