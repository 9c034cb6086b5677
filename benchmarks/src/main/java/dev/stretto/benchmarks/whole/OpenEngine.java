package dev.stretto.benchmarks.whole;

import dev.stretto.actors.EngineSettings;
import dev.stretto.actors.StrettoEngine;
import dev.stretto.benchmarks.harness.Stopwatch;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.report.Report;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An engine that is measured. Its plans name the one function that it knows as {@value #FUNCTION}. */
final class OpenEngine implements AutoCloseable {
    static final String FUNCTION = "function";
    private static final String CAUSE = "benchmark";

    private final StrettoEngine engine;

    private OpenEngine(StrettoEngine engine) {
        this.engine = engine;
    }

    static OpenEngine on(Path directory, SubagentFunction function) throws Exception {
        new DataDirectory(directory).useWorkspaces(directory.resolve("workspaces")); // on the same file system
        return new OpenEngine(
                StrettoEngine.open(EngineSettings.of(directory).withFunctions(Map.of(FUNCTION, function))));
    }

    /** Runs a plan to its end, in seconds. All its tasks have to complete. */
    double seconds(Plan plan) throws Exception {
        Stopwatch watch = new Stopwatch();
        String run = start(plan);
        awaitOver(run);
        double seconds = watch.seconds();
        check(List.of(run), 1);
        return seconds;
    }

    /** Runs a plan so many times at once, in seconds. All tasks of all runs have to complete. */
    double seconds(Plan plan, int runs) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stopwatch watch = new Stopwatch();
            List<Future<String>> ids = new ArrayList<>();
            Callable<String> whole = () -> {
                String run = start(plan);
                awaitOver(run);
                return run;
            };
            for (int i = 0; i < runs; i++) {
                ids.add(threads.submit(whole));
            }
            List<String> over = new ArrayList<>();
            for (Future<String> id : ids) {
                over.add(id.get());
            }
            double seconds = watch.seconds();
            check(over, 1);
            return seconds;
        }
    }

    String start(Plan plan) throws Exception {
        return engine.start(plan, CAUSE);
    }

    /** The runs that are not over. */
    List<String> open() throws Exception {
        return engine.resume();
    }

    void awaitOver(String run) {
        engine.whenFinished(run).toCompletableFuture().join();
    }

    /** What the log tells of a run. */
    Report report(String run) throws Exception {
        try (EventLog logs = Stores.log(engine.data())) {
            return logs.report(run);
        }
    }

    /**
     * Makes sure that what was measured is what should have been.
     *
     * @param attempts how many each task has to have had, the last of which completed
     * @throws IllegalStateException if one of the runs is anything else
     */
    void check(List<String> runs, int attempts) throws Exception {
        try (EventLog logs = Stores.log(engine.data())) {
            for (String run : runs) {
                Checks.completed(logs.report(run), attempts);
            }
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
