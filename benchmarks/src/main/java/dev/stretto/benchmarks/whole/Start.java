package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import java.nio.file.Path;

/** What a user waits for at least: from the start of the program to its end. */
public final class Start implements Benchmark {
    private static final double MOST_FOR_RUNS = 0.5;
    private static final double MOST_FOR_A_RUN = 1.2;
    private static final int EARLIER_RUNS = 20;

    private final Ground ground;
    private final Program stretto;

    public Start(Ground ground, Program stretto) {
        this.ground = ground;
        this.stretto = stretto;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "./stretto from its start to its end, once it has been started before";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        Path folder = ground.folder();
        Path plan = PlanFiles.ofCommands(folder.resolve("plan.yaml"), 1);
        for (int i = 0; i < EARLIER_RUNS; i++) {
            stretto.seconds(folder, "run", "--quiet", plan.toString());
        }
        String java = ProcessHandle.current().info().command().orElse("java");
        Contestant bare = Contestant.of("java -version", () -> Commands.seconds(folder, java, "-version"));
        contests.hold(Contest.of(
                "runs",
                1,
                Contestant.of("stretto runs", () -> stretto.seconds(folder, "runs"))
                        .withGoal(MOST_FOR_RUNS),
                bare));
        contests.hold(Contest.of(
                "show",
                1,
                Contestant.of("stretto show latest", () -> stretto.seconds(folder, "show", "latest"))
                        .withGoal(MOST_FOR_RUNS),
                bare));
        contests.hold(Contest.of(
                "run of one task",
                1,
                Contestant.of("stretto run", () -> stretto.seconds(folder, "run", "--quiet", plan.toString()))
                        .withGoal(MOST_FOR_A_RUN),
                bare));
    }
}
