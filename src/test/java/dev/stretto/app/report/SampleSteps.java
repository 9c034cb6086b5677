package dev.stretto.app.report;

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
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A run whose synthesis has every step that there is, one after the other. */
public final class SampleSteps {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Overlap OVERLAP = Overlap.of("f", List.of("a", "b"));
    private static final Trial BASE = new Trial(List.of(), 1);
    private static final Trial AGAIN = new Trial(List.of("a", "b"), 2);
    private static final Trial FIRST = new Trial(List.of("a"), 1);

    private final List<RunEvent> events = new ArrayList<>();
    private final List<List<RunEvent>> steps = steps();
    private RunState state = RunState.initial();
    private int at;

    /** Goes on to the next step; false if there is none. */
    public boolean next() {
        if (at == steps.size()) {
            return false;
        }
        for (RunEvent event : steps.get(at++)) {
            state = state.evolve(event);
            events.add(event);
        }
        return true;
    }

    /** Where it stands. */
    public StartedRun run() {
        return state.started().orElseThrow();
    }

    /** What has happened. */
    public List<RunEvent> events() {
        return events;
    }

    private static List<List<RunEvent>> steps() {
        Collision collision = new Collision("f", CollisionKind.SAME_LINES, null, null, null);
        MergeResult left = new MergeResult(
                "m", List.of("a"), List.of(new Conflict("b", List.of("f"), "…")), List.of(), List.of(), null);
        Outcome resolver = new Outcome(null, AT, AT, 0, null, null, null, null, null, null, List.of());
        Resolution resolution = new Resolution("b", List.of("a"), List.of(new ResolvedPath(collision, null)));
        MergeResult whole = MergeResult.whole("r", List.of("a", "b"));
        Culprits culprits = new Culprits(List.of(List.of("b")), List.of(), List.of("a"), false, true, 3, 3);
        return List.of(
                List.of(
                        started(),
                        new RunEvent.TasksLaunched(List.of(new AttemptId("a", 1), new AttemptId("b", 1)), "node", AT),
                        completed("a"),
                        completed("b"),
                        new RunEvent.SynthesisStarted(List.of(OVERLAP), AT),
                        new RunEvent.TrialsLaunched(List.of(BASE), AT)),
                List.of(new RunEvent.TrialFinished(
                        new TrialResult(BASE, "base", "t", List.of(), verification(true), false))),
                List.of(new RunEvent.BranchesMerged(left, List.of(OVERLAP))),
                List.of(new RunEvent.ConflictResolved(resolution, whole, new ResolverRun("r", resolver))),
                List.of(
                        new RunEvent.VerificationFinished(verification(false)),
                        new RunEvent.TrialsLaunched(List.of(AGAIN, FIRST), AT)),
                List.of(new RunEvent.TrialFinished(
                        new TrialResult(AGAIN, "r", "t2", List.of(), verification(false), true))),
                List.of(
                        new RunEvent.TrialFinished(TrialResult.unmergeable(FIRST)),
                        new RunEvent.CulpritsFound(
                                culprits,
                                new MergeResult(
                                        "m",
                                        List.of("a"),
                                        List.of(new Conflict("b", List.of(), "…")),
                                        List.of(),
                                        List.of(),
                                        null))),
                List.of(
                        new RunEvent.ResultIntegrated(new Integration("stretto/run", null, null)),
                        new RunEvent.RunFinished(RunStatus.FAILED, AT.plusSeconds(9))));
    }

    private static RunEvent started() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new SynthesisSpec.Verify(List.of("make"), Duration.ofMinutes(1), true, SynthesisSpec.Search.DEFAULT),
                SynthesisSpec.OnConflict.RESOLVE,
                new SynthesisSpec.Resolver(new SubagentSpec.Command(List.of("true")), Duration.ofMinutes(1), null),
                SynthesisSpec.Integrate.BRANCH);
        Plan plan = new Plan(
                "steps",
                null,
                null,
                0,
                Mode.AUTO,
                Stream.of("a", "b").map(id -> SampleRun.task(id, id)).toList(),
                synthesis);
        return new RunEvent.RunStarted(
                "run", plan, DecisionFlow.decide(plan), new PinnedBase("/repository", "base", null, null), "node", AT);
    }

    private static RunEvent completed(String task) {
        WorkResult work = new WorkResult(
                "stretto/run/" + task,
                "base",
                "commit of " + task,
                List.of(new FileChange("f", FileChange.Kind.MODIFIED, null, 1, 1)),
                List.of());
        return new RunEvent.TaskCompleted(
                task, 1, new Outcome(null, AT, AT.plusSeconds(1), 0, "done", null, null, work, null, null, List.of()));
    }

    private static Verification verification(boolean passed) {
        return new Verification(List.of("make"), passed ? 0 : 1, passed, null, null, AT, AT.plusSeconds(1));
    }
}
