package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import java.nio.file.Path;

/** What it costs to read a plan and to decide which of its tasks may run together. */
public final class Check implements Benchmark {
    private final Ground ground;
    private final Program stretto;

    public Check(Ground ground, Program stretto) {
        this.ground = ground;
        this.stretto = stretto;
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String description() {
        return "./stretto check of plans with ten globs a task, from its start to its end";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        for (int size : contests.sizes(1_000, 10_000, 100_000)) {
            Path folder = ground.folder();
            Path plan = PlanFiles.ofScopes(folder.resolve("plan.yaml"), size);
            contests.hold(Contest.of(
                    "ten globs a task",
                    size,
                    Contestant.of("stretto check", () -> stretto.seconds(folder, "check", plan.toString())),
                    Contestant.of("stretto --version", () -> stretto.seconds(folder, "--version"))));
        }
    }
}
