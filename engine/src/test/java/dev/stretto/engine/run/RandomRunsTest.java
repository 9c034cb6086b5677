package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.PlanRules;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.scope.ScopeOverlaps;
import dev.stretto.engine.todo.Todo;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomRunsTest {
    private static final int PLANS = 400;
    private static final int STEPS = 2_000;

    @Test
    void whatever_happens_in_whatever_order_every_run_ends_and_keeps_its_promises() {
        for (long seed = 1; seed <= PLANS; seed++) {
            try {
                new Simulation(seed).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** A run in a world in which attempts end in random order and in random ways, with now and then a cancel. */
    private static final class Simulation {
        private final Random random;
        private final Plan plan;
        private final List<RunEvent> log = new ArrayList<>();
        private final Set<AttemptId> atWork = new HashSet<>();
        private final Set<AttemptId> stopping = new HashSet<>();
        private final Set<AttemptId> pausing = new HashSet<>();
        private RunState state = RunState.initial();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        Simulation(long seed) {
            this.random = new Random(seed);
            this.plan = drawValid(random);
        }

        private static Plan drawValid(Random random) {
            while (true) {
                Plan plan = RandomPlans.draw(random);
                if (PlanRules.violations(plan).isEmpty()) {
                    return plan;
                }
            }
        }

        void play() {
            tell(new RunCommand.StartRun("run", plan, DecisionFlow.decide(plan), null, "node"));
            playToTheEnd();
            while (random.nextBoolean() && reopen()) {
                playToTheEnd();
            }
        }

        private void playToTheEnd() {
            for (int step = 0; !run().finished(); step++) {
                assertThat(step).as("the run is stuck").isLessThan(STEPS);
                now = now.plusMillis(100);
                next();
                checkPromises();
            }
            assertThat(atWork).isEmpty();
            assertThat(run().todos()).allMatch(todo -> todo.status().ended());
            checkEnds();
        }

        /** True if the run goes on; all that was not completed is tried again, or one task with what it needs. */
        private boolean reopen() {
            List<String> one = List.of("t" + random.nextInt(plan.tasks().size()));
            tell(new RunCommand.RetryTasks(random.nextBoolean() ? one : List.of(), "node"));
            return !run().finished();
        }

        private void next() {
            int choice = random.nextInt(20);
            if (choice == 0) {
                tell(new RunCommand.CancelTask("t" + random.nextInt(plan.tasks().size())));
            } else if (choice == 1 && random.nextInt(20) == 0) {
                tell(new RunCommand.CancelRun("test"));
            } else if (choice == 3) {
                tell(new RunCommand.ResumeRun("node"));
            } else if (choice == 2) {
                tell(new RunCommand.RecordOutcome(new AttemptId("t0", 99), outcome(null)));
            } else if (!pausing.isEmpty() && (atWork.isEmpty() || random.nextBoolean())) {
                tell(new RunCommand.EndPause(any(pausing)));
            } else if (!atWork.isEmpty()) {
                AttemptId ended = any(atWork);
                tell(new RunCommand.RecordOutcome(
                        ended, outcome(stopping.contains(ended) ? Failure.Kind.CANCELLED : kind())));
            }
        }

        private Failure.Kind kind() {
            Failure.Kind[] kinds = {Failure.Kind.EXIT, Failure.Kind.TIMEOUT, Failure.Kind.LOST, Failure.Kind.START};
            return random.nextInt(3) == 0 ? kinds[random.nextInt(kinds.length)] : null;
        }

        private Outcome outcome(Failure.Kind kind) {
            Failure failure = kind == null ? null : new Failure(kind, "drawn");
            return new Outcome(failure, now, now, 0, "s", null, null, null, null, null, List.of());
        }

        private AttemptId any(Set<AttemptId> attempts) {
            List<AttemptId> sorted = attempts.stream()
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
            return sorted.get(random.nextInt(sorted.size()));
        }

        private void tell(RunCommand command) {
            if (RunDecider.decide(state, command, now) instanceof CommandResult.Accepted accepted) {
                accepted.events().forEach(this::happen);
            }
            Optional<RunEvent> next = NextSteps.after(state, now);
            while (next.isPresent()) {
                happen(next.get());
                next = NextSteps.after(state, now);
            }
            assertThat(openEffects()).isEqualTo(new HashSet<>(Effects.open(run())));
            assertThat(replayed()).isEqualTo(run().todos());
            assertThat(run().todoCounts())
                    .isEqualTo(
                            run().todos().stream().collect(Collectors.groupingBy(Todo::status, Collectors.counting())));
        }

        private void happen(RunEvent event) {
            state = state.evolve(event);
            log.add(event);
            switch (event) {
                case RunEvent.TaskEnded ended -> ended(new AttemptId(ended.task(), ended.attempt()));
                case RunEvent.AttemptFailed failed -> ended(new AttemptId(failed.task(), failed.attempt()));
                case RunEvent.RetryDue due -> pausing.remove(new AttemptId(due.task(), due.failedAttempt()));
                case RunEvent.TaskCancelRequested request -> forgetPauses();
                case RunEvent.RunCancelRequested request -> forgetPauses();
                case RunEvent.RunStarted e -> {}
                case RunEvent.RunResumed e -> {}
                case RunEvent.RunReopened e -> {}
                case RunEvent.TextsErased e -> {}
                case RunEvent.TasksLaunched e -> {}
                case RunEvent.AttemptStarted e -> {}
                case RunEvent.TasksSkipped e -> forgetPauses();
                case RunEvent.SynthesisStarted e -> {}
                case RunEvent.BranchesMerged e -> {}
                case RunEvent.ConflictResolved e -> {}
                case RunEvent.ResolutionRefused e -> {}
                case RunEvent.TrialsLaunched e -> {}
                case RunEvent.TrialFinished e -> {}
                case RunEvent.CulpritsFound e -> {}
                case RunEvent.VerificationFinished e -> {}
                case RunEvent.ResultIntegrated e -> {}
                case RunEvent.SynthesisStepLost e -> {}
                case RunEvent.SynthesisFailed e -> {}
                case RunEvent.RunFinished e -> {}
            }
            Effects.of(run(), event).forEach(this::execute);
        }

        private void ended(AttemptId attempt) {
            atWork.remove(attempt);
            stopping.remove(attempt);
        }

        /** A pause ends without an event of its own when its task does. */
        private void forgetPauses() {
            pausing.removeIf(attempt ->
                    run().progressOf(attempt.task()).orElseThrow().status().ended());
        }

        private void execute(Effect effect) {
            switch (effect) {
                case Effect.Launch launch -> atWork.addAll(launch.attempts());
                case Effect.Stop stop -> stopping.add(stop.attempt());
                case Effect.RetryAt retry -> pausing.add(retry.failed());
                case Effect.Merge e -> throw new AssertionError("there is no repository");
                case Effect.Resolve e -> throw new AssertionError("there is no repository");
                case Effect.Trials e -> throw new AssertionError("there is no repository");
                case Effect.Verify e -> throw new AssertionError("there is no verification");
                case Effect.Integrate e -> throw new AssertionError("there is no repository");
                case Effect.StopSynthesis e -> throw new AssertionError("no step takes any time");
                case Effect.CleanUp e -> {}
                case Effect.EraseTexts e -> {}
                case Effect.Finish e -> {}
            }
        }

        private Set<Effect> openEffects() {
            Set<Effect> open = new HashSet<>();
            open.add(new Effect.CleanUp());
            if (run().finished()) {
                open.add(new Effect.Finish());
                return open;
            }
            List<AttemptId> launched = run().active().stream()
                    .sorted()
                    .map(position -> attempt(position))
                    .toList();
            assertThat(new HashSet<>(launched)).isEqualTo(atWork);
            if (!launched.isEmpty()) {
                open.add(new Effect.Launch(launched));
            }
            stopping.forEach(attempt -> open.add(new Effect.Stop(attempt, "cancelled")));
            pausing.forEach(attempt -> open.add(new Effect.RetryAt(
                    attempt, run().progressOf(attempt.task()).orElseThrow().retryAt())));
            return open;
        }

        private AttemptId attempt(int position) {
            return new AttemptId(
                    run().lead(position), run().progress().get(position).attempt());
        }

        private void checkPromises() {
            Set<String> inProgress = atWork.stream().map(AttemptId::task).collect(Collectors.toSet());
            if (plan.concurrency() > 0) {
                assertThat(inProgress.size()).isLessThanOrEqualTo(plan.concurrency());
            }
            if (plan.mode() == Mode.SEQUENTIAL) {
                assertThat(inProgress.size()).isLessThanOrEqualTo(1);
            }
            List<Task> tasks = inProgress.stream()
                    .map(id -> run().context().asOneTask(assignment(id)))
                    .toList();
            for (Task a : tasks) {
                for (Task b : tasks) {
                    if (!a.id().equals(b.id())) {
                        checkApart(a, b);
                    }
                }
            }
        }

        private void checkApart(Task a, Task b) {
            assertThat(Collections.disjoint(a.locks(), b.locks()))
                    .as("%s and %s share nothing", a.id(), b.id())
                    .isTrue();
            if (plan.mode() == Mode.AUTO) {
                List<String> scopes = new ArrayList<>(declared(a));
                declared(b).stream().filter(scopes::contains).findAny().ifPresent(same -> {
                    throw new AssertionError(a.id() + " and " + b.id() + " both write " + same);
                });
                int alone = ScopeOverlaps.among(declared(a)).size()
                        + ScopeOverlaps.among(declared(b)).size();
                scopes.addAll(declared(b));
                assertThat(ScopeOverlaps.among(scopes))
                        .as("%s and %s overlap", a.id(), b.id())
                        .hasSize(alone);
            }
        }

        /** What the assignment's tasks declare, also if one of them declares nothing. */
        private List<String> declared(Task lead) {
            return run().context().members(assignment(lead.id())).stream()
                    .flatMap(task -> task.globs().stream())
                    .distinct()
                    .toList();
        }

        private Assignment assignment(String lead) {
            return run().context()
                    .assignments()
                    .get(run().context().positionOf(lead).orElseThrow());
        }

        /** A task that ran had everything before it completed; one that was skipped did not. */
        private void checkEnds() {
            for (Task task : plan.tasks()) {
                boolean allDone = task.needs().stream()
                        .filter(id -> !run().context()
                                .positionOf(id)
                                .equals(run().context().positionOf(task.id())))
                        .allMatch(id -> status(id) == TodoStatus.COMPLETED);
                if (run().progressOf(task.id()).orElseThrow().attempt() > 0) {
                    assertThat(allDone).as("%s was started", task.id()).isTrue();
                }
            }
        }

        private TodoStatus status(String id) {
            return run().progressOf(id).orElseThrow().status();
        }

        private List<Todo> replayed() {
            RunState again = RunState.initial();
            for (RunEvent event : log) {
                again = again.evolve(event);
            }
            return again.started().orElseThrow().todos();
        }

        private StartedRun run() {
            return state.started().orElseThrow();
        }
    }
}
