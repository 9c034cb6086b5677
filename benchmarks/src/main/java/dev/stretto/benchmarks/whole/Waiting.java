package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.engine.plan.Plan;
import dev.stretto.subagents.function.FunctionResult;
import java.time.Duration;

/** What the engine adds to tasks that take a second each, all at once: one second would be ideal. */
public final class Waiting implements Benchmark {
    private static final Duration IDEAL = Duration.ofSeconds(1);
    private static final int WARM_UPS = 3;
    private static final double AS_THE_FLOOR = 1.03;
    private static final double MOST_OF_THE_LARGEST = 1.3;

    private final Ground ground;

    public Waiting(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String description() {
        return "tasks of one second each, all at once; one second would be ideal";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        for (int size : contests.sizes(100, 1_000, 10_000)) {
            Plan plan = Plans.ofFunctions(size, OpenEngine.FUNCTION);
            try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> {
                Thread.sleep(IDEAL);
                return new FunctionResult(null, null);
            })) {
                Contestant stretto = Contestant.of("stretto", () -> engine.seconds(plan));
                Contestant floor = Contestant.of(
                        "(b) threads, one fsync a batch",
                        () -> Floor.durable(ground.folder().resolve("log"), size, () -> Thread.sleep(IDEAL)));
                contests.hold(
                        Contest.of(
                                "one second",
                                size,
                                size == 10_000 ? stretto.withGoal(MOST_OF_THE_LARGEST) : stretto,
                                Contestant.of(
                                        "(a) threads, no log", () -> Floor.threads(size, () -> Thread.sleep(IDEAL))),
                                size == 1_000 ? floor.withGoal(AS_THE_FLOOR) : floor),
                        WARM_UPS);
            }
        }
    }
}
