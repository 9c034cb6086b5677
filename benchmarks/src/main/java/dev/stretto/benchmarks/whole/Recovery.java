package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Stopwatch;
import dev.stretto.engine.plan.Plan;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.function.FunctionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * What an engine costs that is gone: runs that it left open are resumed by the next, and carried to their end. Functions do
 * not outlive their engine, so every task is found lost and tried again.
 */
public final class Recovery implements Benchmark {
    private static final int TASKS_OF_EACH = 100;
    /** The one that was lost, and the one that completed. */
    private static final int ATTEMPTS = 2;

    private final Ground ground;

    public Recovery(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String description() {
        return "runs left open by an engine, resumed by another: every task was lost, and is run again";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        for (int size : contests.sizes(1_000, 10_000, 100_000)) {
            contest(contests, "one run", 1, size);
        }
        for (int size : contests.sizes(1_000, 10_000, 100_000)) {
            contest(contests, "runs of " + TASKS_OF_EACH, size / TASKS_OF_EACH, TASKS_OF_EACH);
        }
    }

    private void contest(Contests contests, String series, int runs, int tasks) throws Exception {
        Path left = leftOpen(runs, tasks);
        Plan plan = Plans.ofFunctions(tasks, OpenEngine.FUNCTION);
        contests.hold(Contest.of(
                series,
                runs * tasks,
                Contestant.of("stretto, until all are over", () -> resumed(left, runs)),
                Contestant.of("the same, never interrupted", () -> undisturbed(plan, runs)),
                Contestant.of("a plain read of the same events", () -> read(left))));
        Ground.remove(left);
    }

    /** A data directory whose engine went away when all tasks were in progress. */
    private Path leftOpen(int runs, int tasks) throws Exception {
        Path directory = ground.folder();
        Plan plan = Plans.ofFunctions(tasks, OpenEngine.FUNCTION);
        CountDownLatch called = new CountDownLatch(runs * tasks);
        try (OpenEngine engine = OpenEngine.on(directory, call -> {
            called.countDown();
            new CountDownLatch(1).await();
            return new FunctionResult(null, null);
        })) {
            for (int i = 0; i < runs; i++) {
                engine.start(plan);
            }
            called.await();
        }
        return directory;
    }

    private double resumed(Path left, int runs) throws Exception {
        Path directory = copy(left);
        Stopwatch watch = new Stopwatch();
        try (OpenEngine engine = OpenEngine.on(directory, call -> new FunctionResult(null, null))) {
            List<String> open = engine.open();
            if (open.size() != runs) {
                throw new IllegalStateException(open.size() + " of " + runs + " runs were found open");
            }
            open.forEach(engine::awaitOver);
            double seconds = watch.seconds();
            engine.check(open, ATTEMPTS);
            return seconds;
        } finally {
            Ground.remove(directory);
        }
    }

    private double undisturbed(Plan plan, int runs) throws Exception {
        try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> new FunctionResult(null, null))) {
            return engine.seconds(plan, runs);
        }
    }

    private static double read(Path left) throws Exception {
        Stopwatch watch = new Stopwatch();
        try (EventLog logs = SqliteEventLog.open(left.resolve("journal.db"))) {
            long events = 0;
            for (String run : logs.runs()) {
                List<StoredRow> rows = logs.rows(run);
                events += rows.size();
            }
            if (events == 0) {
                throw new IllegalStateException("there are no events in " + left);
            }
            return watch.seconds();
        }
    }

    private Path copy(Path directory) throws IOException {
        Path to = ground.folder();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(directory.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (Files.isRegularFile(path)) {
                    Files.copy(path, target);
                }
            }
        }
        return to;
    }
}
