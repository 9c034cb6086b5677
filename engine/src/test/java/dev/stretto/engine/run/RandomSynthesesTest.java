package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomSynthesesTest {
    private static final int RUNS = 400;
    private static final int STEPS = 2_000;

    @Test
    void whatever_collides_or_fails_and_however_often_it_is_taken_up_a_synthesis_ends_with_what_passes() {
        for (long seed = 1; seed <= RUNS; seed++) {
            try {
                new Simulation(seed).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** A run whose tasks all complete, in a world in which some collide and some subsets fail the verification. */
    private static final class Simulation {
        private final Random random;
        private final Plan plan;
        /** The tasks that collide with an earlier one, and which one that is. */
        private final Map<String, String> colliding = new HashMap<>();

        private final List<Set<String>> wrong = new ArrayList<>();
        private final boolean redBase;
        private final List<RunEvent> log = new ArrayList<>();
        private final Set<Effect> open = new LinkedHashSet<>();
        private final Set<Trial> verified = new HashSet<>();
        private final Set<String> asked = new HashSet<>();
        private RunState state = RunState.initial();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private int merges;
        private boolean cancelled;

        Simulation(long seed) {
            this.random = new Random(seed);
            int tasks = 1 + random.nextInt(10);
            this.redBase = random.nextInt(12) == 0;
            this.plan = draw(tasks);
            for (int i = 1; i < tasks; i++) {
                if (random.nextInt(5) == 0) {
                    colliding.put("t" + i, "t" + random.nextInt(i));
                }
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                wrong.add(Set.of("t" + random.nextInt(tasks)));
                wrong.add(new HashSet<>(List.of("t" + random.nextInt(tasks), "t" + random.nextInt(tasks))));
            }
        }

        private Plan draw(int tasks) {
            SubagentSpec command = new SubagentSpec.Command(List.of("true"));
            List<OnConflict> all = List.of(OnConflict.values());
            OnConflict onConflict = all.get(random.nextInt(all.size()));
            SynthesisSpec.Search search = random.nextInt(5) == 0
                    ? null
                    : new SynthesisSpec.Search(
                            random.nextInt(4) == 0 ? 3 : 100, 1 + random.nextInt(3), Duration.ofHours(1));
            SynthesisSpec.Verify verify = random.nextInt(6) == 0
                    ? null
                    : new SynthesisSpec.Verify(List.of("true"), Duration.ofMinutes(1), random.nextBoolean(), search);
            return new Plan(
                    "drawn",
                    null,
                    WorkspaceSpec.of("/repo"),
                    0,
                    Mode.PARALLEL,
                    IntStream.range(0, tasks)
                            .mapToObj(i ->
                                    task("t" + i, i > 0 && random.nextInt(5) == 0 ? List.of("t" + (i - 1)) : List.of()))
                            .toList(),
                    new SynthesisSpec(
                            verify,
                            onConflict,
                            onConflict == OnConflict.RESOLVE
                                    ? new SynthesisSpec.Resolver(command, Duration.ofMinutes(1), null)
                                    : null,
                            SynthesisSpec.Integrate.BRANCH));
        }

        private static Task task(String id, List<String> after) {
            return Task.of(id, new SubagentSpec.Command(List.of("true")))
                    .needs(after)
                    .build();
        }

        void play() {
            tell(new RunCommand.StartRun(
                    "run", plan, DecisionFlow.decide(plan), new PinnedBase("/repo", "base", "main", null), "node"));
            for (int step = 0; !run().finished(); step++) {
                assertThat(step).as("the run is stuck, waiting for %s", open).isLessThan(STEPS);
                now = now.plusSeconds(1);
                next();
            }
            check();
        }

        private void next() {
            if (random.nextInt(6) == 0) {
                // The engine dies, and another resumes the run.
                open.clear();
                verified.clear();
                tell(new RunCommand.ResumeRun("node"));
                return;
            }
            if (random.nextInt(150) == 0) {
                cancelled = true;
                tell(new RunCommand.CancelRun("test"));
            }
            List<Effect> some = List.copyOf(open);
            execute(some.get(random.nextInt(some.size())));
        }

        private void execute(Effect effect) {
            switch (effect) {
                case Effect.Launch launch -> {
                    open.remove(effect);
                    launch.attempts().forEach(attempt -> tell(new RunCommand.RecordOutcome(attempt, outcome(attempt))));
                }
                case Effect.Merge merge -> {
                    open.remove(effect);
                    merges++;
                    tell(new RunCommand.RecordMerge(merged(merge), List.of()));
                }
                case Effect.Resolve resolve -> {
                    open.remove(effect);
                    resolve(resolve);
                }
                case Effect.Verify verify -> {
                    open.remove(effect);
                    Set<String> subset = run().synthesis().merge() == null
                            ? Set.of()
                            : Set.copyOf(run().synthesis().merge().merged());
                    tell(sometimesLost(
                            verify.order().id(), new RunCommand.RecordVerification(verification(subset, 1))));
                }
                case Effect.Trials trials -> {
                    TrialOrder order =
                            trials.orders().get(random.nextInt(trials.orders().size()));
                    if (trials.orders().stream().allMatch(this::verifiedOrLost)) {
                        open.remove(effect);
                    } else if (!verifiedOrLost(order)) {
                        tell(sometimesLost(order.id(), new RunCommand.RecordTrial(tried(order))));
                        if (order.attempt() == nextTry(order)) {
                            verified.add(order.trial());
                        }
                    }
                }
                case Effect.Integrate integrate -> {
                    open.remove(effect);
                    tell(new RunCommand.RecordIntegration(new Integration("stretto/run", null, null)));
                }
                case Effect.StopSynthesis stop -> {
                    open.clear();
                    tell(new RunCommand.RecordSynthesisFailure("cancelled"));
                }
                case Effect.Stop stop -> {
                    open.remove(effect);
                    tell(new RunCommand.RecordOutcome(
                            stop.attempt(), Outcome.failed(new Failure(Failure.Kind.CANCELLED, "test"), now)));
                }
                case Effect.RetryAt retry -> open.remove(effect);
                case Effect.CleanUp cleanUp -> open.remove(effect);
                case Effect.EraseTexts erase -> open.remove(effect);
                case Effect.Finish finish -> open.remove(effect);
            }
        }

        private boolean verifiedOrLost(TrialOrder order) {
            return verified.contains(order.trial()) || order.attempt() < nextTry(order);
        }

        private int nextTry(TrialOrder order) {
            return run().synthesis().nextTry(StepKind.TRIAL, order.trial().key());
        }

        private RunCommand sometimesLost(StepId step, RunCommand otherwise) {
            return random.nextInt(5) == 0 ? new RunCommand.RecordLostStep(step, "gone", otherwise) : otherwise;
        }

        private void resolve(Effect.Resolve resolve) {
            String task = resolve.order().task();
            assertThat(asked.add(task))
                    .as("a resolver is asked twice about %s", task)
                    .isTrue();
            ResolverRun by = new ResolverRun("left", outcome(new AttemptId(task, 1)));
            if (random.nextBoolean()) {
                tell(new RunCommand.RefuseResolution(task, "markers are left", by));
                return;
            }
            MergeResult before = resolve.order().soFar();
            List<String> merged = new ArrayList<>(before.merged());
            merged.add(task);
            List<Conflict> left = before.conflicts().stream()
                    .filter(conflict -> !conflict.task().equals(task))
                    .toList();
            tell(new RunCommand.RecordResolution(
                    new Resolution(task, List.of(colliding.get(task)), List.of()),
                    new MergeResult("resolved " + task, merged, left, before.conflictSets(), List.of(), null),
                    by));
        }

        private MergeResult merged(Effect.Merge merge) {
            List<String> merged = new ArrayList<>();
            List<Conflict> left = new ArrayList<>();
            for (BranchToMerge branch : merge.branches()) {
                boolean collides = merged.contains(colliding.get(branch.task()));
                if (collides || !merged.containsAll(branch.needs())) {
                    List<String> paths = collides ? List.of("x.txt") : List.of();
                    left.add(new Conflict(branch.task(), paths, "drawn"));
                } else {
                    merged.add(branch.task());
                }
            }
            List<ConflictSet> conflictSets = colliding.entrySet().stream()
                    .filter(pair -> merged.contains(pair.getValue()))
                    .map(pair -> new ConflictSet(List.of(pair.getValue(), pair.getKey()), List.of()))
                    .toList();
            return new MergeResult(merged.isEmpty() ? "base" : "merged", merged, left, conflictSets, List.of(), null);
        }

        private TrialResult tried(TrialOrder order) {
            Set<String> subset = Set.copyOf(order.trial().tasks());
            assertThat(order.branches())
                    .extracting(BranchToMerge::task)
                    .containsExactlyElementsOf(order.trial().tasks());
            if (!goTogether(subset)) {
                return TrialResult.unmergeable(order.trial());
            }
            return new TrialResult(
                    order.trial(),
                    "commit " + subset,
                    "tree " + subset,
                    List.of(),
                    verification(subset, order.trial().run()),
                    false);
        }

        /** The first time it may fail for no reason. */
        private Verification verification(Set<String> subset, int run) {
            boolean passed = passes(subset) && (run > 1 || random.nextInt(10) != 0);
            return new Verification(List.of("true"), passed ? 0 : 1, passed, null, null, now, now.plusSeconds(1));
        }

        private boolean goTogether(Set<String> subset) {
            Set<String> resolved = run().synthesis().resolving().resolutions().stream()
                    .map(Resolution::task)
                    .collect(Collectors.toSet());
            return subset.stream()
                    .allMatch(task -> resolved.contains(task) || !subset.contains(colliding.getOrDefault(task, "")));
        }

        private boolean passes(Set<String> subset) {
            return !redBase && wrong.stream().noneMatch(subset::containsAll);
        }

        private Outcome outcome(AttemptId attempt) {
            WorkResult work = new WorkResult(
                    "stretto/run/" + attempt.task(),
                    "base",
                    "work " + attempt.task(),
                    List.of(new FileChange("x.txt", FileChange.Kind.MODIFIED, null, 1, 1)),
                    List.of());
            return new Outcome(null, now, now, 0, "fixed", null, null, work, null, null, List.of());
        }

        private void tell(RunCommand command) {
            CommandResult commandResult = RunDecider.decide(state, command, now);
            assertThat(commandResult).as("%s", command).isInstanceOf(CommandResult.Accepted.class);
            ((CommandResult.Accepted) commandResult).events().forEach(this::happen);
            Optional<RunEvent> next = NextSteps.after(state, now);
            while (next.isPresent()) {
                happen(next.get());
                next = NextSteps.after(state, now);
            }
        }

        private void happen(RunEvent event) {
            state = state.evolve(event);
            log.add(event);
            open.addAll(Effects.of(run(), event));
        }

        private void check() {
            SynthesisState synthesis = run().synthesis();
            assertThat(replayed()).isEqualTo(run().synthesis());
            assertThat(merges)
                    .as("merged twice")
                    .isLessThanOrEqualTo(1
                            + (int) log.stream()
                                    .filter(RunEvent.RunResumed.class::isInstance)
                                    .count());
            if (cancelled) {
                return;
            }
            MergeResult merge = synthesis.merge();
            boolean searched = synthesis.culprits() != null;
            if (merge != null && searched && !synthesis.culprits().baseFails()) {
                Set<String> result = Set.copyOf(merge.merged());
                assertThat(goTogether(result)).as("%s can be merged", result).isTrue();
                assertThat(merge.conflicts()).extracting(Conflict::task).noneMatch(result::contains);
                assertThat(result.isEmpty() || passes(result))
                        .as("%s has passed", result)
                        .isTrue();
                if (synthesis.culprits().complete()) {
                    assertThat(synthesis.culprits().sets())
                            .allSatisfy(
                                    set -> assertThat(passes(withNeeds(set))).isFalse());
                }
            }
            boolean allIn = merge == null || merge.conflicts().isEmpty();
            assertThat(run().status() == RunStatus.COMPLETED).isEqualTo(allIn && !synthesis.failsVerification());
            assertThat(synthesis.trialProgress().underWay()).isEmpty();
        }

        private Set<String> withNeeds(List<String> tasks) {
            Set<String> all = new HashSet<>();
            List<String> open = new ArrayList<>(tasks);
            while (!open.isEmpty()) {
                String task = open.removeLast();
                if (all.add(task)) {
                    open.addAll(plan.task(task).orElseThrow().needs());
                    run().synthesis().resolving().resolutions().stream()
                            .filter(resolution -> resolution.task().equals(task))
                            .forEach(resolution -> open.addAll(resolution.with()));
                }
            }
            return all;
        }

        private SynthesisState replayed() {
            RunState again = RunState.initial();
            for (RunEvent event : log) {
                again = again.evolve(event);
            }
            return again.started().orElseThrow().synthesis();
        }

        private StartedRun run() {
            return state.started().orElseThrow();
        }
    }
}
