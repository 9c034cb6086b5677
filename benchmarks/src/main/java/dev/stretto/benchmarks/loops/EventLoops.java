package dev.stretto.benchmarks.loops;

import dev.stretto.benchmarks.whole.Plans;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.DecisionFlow;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What is done once for each event; the baseline is the smallest run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventLoops {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TASK = "task-0";

    /** How many tasks the run has. */
    @Param({"10", "1000", "100000"})
    public int tasks;

    private final EventCodec codec = new EventCodec();
    private RunState running = RunState.initial();
    private RunCommand outcome = new RunCommand.ResumeRun("node");
    private RunEvent completed = new RunEvent.RunResumed(2, "node", NOW);
    private LogEntry entry = codec.seal(1, NOW, "engine", LogEntry.NO_PREVIOUS, completed);

    /** Launches all tasks of a run. */
    @Setup
    public void launch() {
        Plan plan = Plans.ofFunctions(tasks, "function");
        RunState started = RunState.initial()
                .evolve(new RunEvent.RunStarted("run", plan, DecisionFlow.decide(plan), null, "node", NOW));
        running = started.evolve(NextSteps.after(started, NOW).orElseThrow());
        outcome = new RunCommand.RecordOutcome(
                new AttemptId(TASK, 1),
                new Outcome(null, NOW, NOW, null, "done", null, null, null, null, null, List.of()));
        completed = events().getFirst();
        entry = codec.seal(1, NOW, "attempt task-0#1", LogEntry.NO_PREVIOUS, completed);
    }

    /** Decides on the outcome of one attempt. */
    @Benchmark
    public List<RunEvent> decide() {
        return events();
    }

    /** Folds the end of one task into the state of its run. */
    @Benchmark
    public RunState evolve() {
        return running.evolve(completed);
    }

    /** Writes an event as JSON, and hashes it. */
    @Benchmark
    public LogEntry seal() {
        return codec.seal(2, NOW, "attempt task-0#1", entry.digest(), completed);
    }

    /** Reads an event from its JSON. */
    @Benchmark
    public LogEntry read() {
        return codec.read(entry.json());
    }

    private List<RunEvent> events() {
        return RunDecider.decide(running, outcome, NOW) instanceof CommandResult.Accepted accepted
                ? accepted.events()
                : List.of();
    }
}
