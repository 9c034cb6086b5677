package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.subagents.function.FunctionResult;
import java.nio.file.Path;

/** What runs cost that are over: they stay in the data directory, and the program must not look at them again and again. */
public final class ManyRuns implements Benchmark {
    /** So many are run at once when the directory is filled. */
    private static final int AT_ONCE = 500;

    private final Ground ground;
    private final Program stretto;

    public ManyRuns(Ground ground, Program stretto) {
        this.ground = ground;
        this.stretto = stretto;
    }

    @Override
    public String name() {
        return "many-runs";
    }

    @Override
    public String description() {
        return "./stretto in a data directory with many finished runs";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        Path folder = ground.folder();
        Path plan = PlanFiles.ofCommands(folder.resolve("plan.yaml"), 1);
        Path few = ground.folder();
        fill(few, 1);
        Path many = ground.folder();
        int filled = 0;
        for (int size : contests.sizes(5_000, 50_000)) {
            fill(many, size - filled);
            filled = size;
            contests.hold(Contest.of(
                    "runs",
                    size,
                    Contestant.of("stretto runs", () -> list(folder, many)),
                    Contestant.of("the same, with one run", () -> list(folder, few))));
            contests.hold(Contest.of(
                    "run of one task",
                    size,
                    Contestant.of("stretto run", () -> run(folder, plan, many)),
                    Contestant.of("the same, with one run", () -> run(folder, plan, few))));
        }
    }

    private double list(Path folder, Path data) throws Exception {
        return stretto.seconds(folder, "runs", "--data", data.toString());
    }

    private double run(Path folder, Path plan, Path data) throws Exception {
        return stretto.seconds(folder, "run", "--quiet", "--data", data.toString(), plan.toString());
    }

    /** Adds so many runs of one task, each carried to its end. */
    static void fill(Path data, int runs) throws Exception {
        try (OpenEngine engine = OpenEngine.on(data, call -> new FunctionResult("done", null))) {
            for (int left = runs; left > 0; left -= AT_ONCE) {
                engine.seconds(Plans.ofFunctions(1, OpenEngine.FUNCTION), Math.min(left, AT_ONCE));
            }
        }
    }
}
