package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Stopwatch;
import dev.stretto.engine.plan.Plan;
import dev.stretto.subagents.function.FunctionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a process costs: many short ones, eight at a time, without a repository. */
public final class Processes implements Benchmark {
    private static final int PROCESSES = 200;
    private static final int AT_A_TIME = 8;
    private static final String PROGRAM = "/bin/true";
    private static final double MOST_OF_PARALLEL = 0.6;
    private static final int WARM_UPS = 25;

    private final Ground ground;

    public Processes(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String description() {
        return PROGRAM + ", " + AT_A_TIME + " at a time, each in a session of its own, start and end on disk";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        Plan plan = Plans.ofCommands(PROCESSES, AT_A_TIME, PROGRAM);
        List<Contestant> baselines = new ArrayList<>();
        if (Commands.present("parallel")) {
            baselines.add(
                    Contestant.of("GNU parallel with --joblog", this::parallel).withGoal(MOST_OF_PARALLEL));
        } else {
            contests.note("GNU parallel is not here (apt-get install parallel): not held against it");
        }
        baselines.add(Contestant.of("a pool of ProcessBuilders, no log", this::pool));
        baselines.add(Contestant.of("xargs -P, no log", this::xargs));
        try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> new FunctionResult(null, null))) {
            contests.hold(
                    Contest.of(
                            "processes",
                            PROCESSES,
                            Contestant.of("stretto", () -> engine.seconds(plan)),
                            baselines.toArray(Contestant[]::new)),
                    WARM_UPS);
        }
    }

    private double parallel() throws IOException, InterruptedException {
        Path folder = ground.folder();
        return Commands.seconds(
                folder, "sh", "-c", "seq " + PROCESSES + " | parallel -j" + AT_A_TIME + " --joblog log -n0 " + PROGRAM);
    }

    private double xargs() throws IOException, InterruptedException {
        return Commands.seconds(
                ground.folder(), "sh", "-c", "seq " + PROCESSES + " | xargs -P" + AT_A_TIME + " -n1 " + PROGRAM);
    }

    private double pool() throws Exception {
        Path folder = ground.folder();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            Stopwatch watch = new Stopwatch();
            List<Future<Double>> all = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                all.add(pool.submit(() -> Commands.seconds(folder, PROGRAM)));
            }
            for (Future<Double> one : all) {
                one.get();
            }
            return watch.seconds();
        }
    }
}
