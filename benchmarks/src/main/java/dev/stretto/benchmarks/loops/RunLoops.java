package dev.stretto.benchmarks.loops;

import dev.stretto.benchmarks.whole.Plans;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.NextSteps;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunDecider;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a whole run costs without an engine: every task once, and not the same one again and again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class RunLoops {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** How many tasks the run has. */
    @Param({"10", "1000", "10000"})
    public int tasks;

    private final EventCodec codec = new EventCodec();
    private final List<RunCommand> outcomes = new ArrayList<>();
    private final List<RunEvent> events = new ArrayList<>();
    private Plan plan = Plans.ofFunctions(1, "function");
    private DispatchDecision decision = DecisionFlow.decide(plan);

    /** Makes the plan, the outcomes and the events. */
    @Setup
    public void plan() {
        plan = Plans.ofFunctions(tasks, "function");
        decision = DecisionFlow.decide(plan);
        for (int i = 0; i < tasks; i++) {
            outcomes.add(new RunCommand.RecordOutcome(
                    new AttemptId("task-" + i, 1),
                    new Outcome(null, NOW, NOW, null, "done", null, null, null, null, null, List.of())));
        }
        run(events::add);
        if (!(events.getLast() instanceof RunEvent.RunFinished)) {
            throw new IllegalStateException("the run ends with " + events.getLast());
        }
    }

    /** Decides on all outcomes, folds all events, and asks for what follows. */
    @Benchmark
    public RunState decideAndFold() {
        return run(event -> {});
    }

    /** Writes all events as JSON, and hashes them. */
    @Benchmark
    public LogEntry seal() {
        LogEntry last = codec.seal(1, NOW, "engine", LogEntry.NO_PREVIOUS, events.getFirst());
        for (RunEvent event : events.subList(1, events.size())) {
            last = codec.seal(last.sequence() + 1, NOW, "attempt task-0#1", last.digest(), event);
        }
        return last;
    }

    private RunState run(Consumer<RunEvent> happened) {
        RunState state =
                next(RunState.initial(), new RunEvent.RunStarted("run", plan, decision, null, "node", NOW), happened);
        state = followUp(state, happened);
        for (RunCommand outcome : outcomes) {
            if (RunDecider.decide(state, outcome, NOW) instanceof CommandResult.Accepted accepted) {
                for (RunEvent event : accepted.events()) {
                    state = next(state, event, happened);
                }
            }
        }
        return followUp(state, happened);
    }

    private static RunState followUp(RunState before, Consumer<RunEvent> happened) {
        RunState state = before;
        Optional<RunEvent> event = NextSteps.after(state, NOW);
        while (event.isPresent()) {
            state = next(state, event.get(), happened);
            event = NextSteps.after(state, NOW);
        }
        return state;
    }

    private static RunState next(RunState before, RunEvent event, Consumer<RunEvent> happened) {
        happened.accept(event);
        return before.evolve(event);
    }
}
