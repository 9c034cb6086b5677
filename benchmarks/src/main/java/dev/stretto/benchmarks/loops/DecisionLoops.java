package dev.stretto.benchmarks.loops;

import dev.stretto.benchmarks.whole.Plans;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import java.nio.file.Path;
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

/** What is done once for each plan: which tasks may run together. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionLoops {

    /** How many tasks the plan has, each with a folder as its scope. */
    @Param({"10", "1000", "10000"})
    public int tasks;

    private Plan plan = Plans.ofFunctions(1, "function");

    /** Makes the plan. */
    @Setup
    public void plan() {
        plan = Plans.inRepository(
                tasks, Path.of("/repository"), Isolation.WORKTREE, new SubagentSpec.Function("function"));
    }

    /** Decides which of its tasks may run together. */
    @Benchmark
    public DispatchDecision decide() {
        return DecisionFlow.decide(plan);
    }
}
