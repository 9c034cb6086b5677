package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.engine.plan.Plan;
import dev.stretto.subagents.function.FunctionResult;

/** What the engine itself costs: tasks that do nothing, with every event on disk. */
public final class FanOut implements Benchmark {
    /** After about so many tasks everything is compiled. */
    private static final int WARM_UP_TASKS = 100_000;

    private static final double MOST_GROWTH = 1.5;
    private static final int RUNS = 200;
    private static final int TASKS_OF_EACH = 10;

    private final Ground ground;

    public FanOut(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public String description() {
        return "tasks that are Java functions and do nothing, each start and end on disk";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        for (int size : contests.sizes(100, 1_000, 10_000, 100_000)) {
            one(contests, size);
        }
        for (int size : contests.sizes(RUNS * TASKS_OF_EACH)) {
            many(contests, size);
        }
    }

    private void one(Contests contests, int size) throws Exception {
        Plan plan = Plans.ofFunctions(size, OpenEngine.FUNCTION);
        try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> new FunctionResult(null, null))) {
            Contestant floor = floor(size);
            contests.hold(
                    Contest.of(
                                    "one run",
                                    size,
                                    Contestant.of("stretto", () -> engine.seconds(plan)),
                                    Contestant.of("(a) threads, no log", () -> Floor.threads(size, () -> {})),
                                    size == 1_000 || size == 10_000 ? floor.withGoal(1) : floor)
                            .withGrowth(MOST_GROWTH),
                    warmUps(size));
        }
    }

    private void many(Contests contests, int size) throws Exception {
        Plan plan = Plans.ofFunctions(TASKS_OF_EACH, OpenEngine.FUNCTION);
        try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> new FunctionResult(null, null))) {
            contests.hold(
                    Contest.of(
                            RUNS + " runs at once",
                            size,
                            Contestant.of("stretto", () -> engine.seconds(plan, RUNS)),
                            Contestant.of("(a) threads, no log", () -> Floor.threads(size, () -> {})),
                            floor(size)),
                    warmUps(size));
        }
    }

    private static int warmUps(int size) {
        return WARM_UP_TASKS / size;
    }

    private Contestant floor(int size) {
        return Contestant.of(
                "(b) threads, one fsync a batch",
                () -> Floor.durable(ground.folder().resolve("log"), size, () -> {}));
    }
}
