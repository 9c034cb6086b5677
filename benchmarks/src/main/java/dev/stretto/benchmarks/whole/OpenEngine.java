package dev.stretto.benchmarks.whole;

import dev.stretto.actors.EngineSettings;
import dev.stretto.actors.StrettoEngine;
import dev.stretto.benchmarks.harness.Stopwatch;
import dev.stretto.engine.plan.Plan;
import dev.stretto.persistence.RunLogs;
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
        return new OpenEngine(
                StrettoEngine.open(EngineSettings.of(directory).withFunctions(Map.of(FUNCTION, function))));
    }

    /** Runs a plan to its end, in seconds. All its tasks have to complete. */
    double seconds(Plan plan) throws Exception {
        Stopwatch watch = new Stopwatch();
        String run = start(plan);
        awaitOver(run);
        double seconds = watch.seconds();
        check(run);
        return seconds;
    }

    /** Runs a plan so many times at once, in seconds. */
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
            for (Future<String> id : ids) {
                id.get();
            }
            double seconds = watch.seconds();
            check(ids.getLast().get());
            return seconds;
        }
    }

    String start(Plan plan) throws Exception {
        return engine.start(plan, CAUSE);
    }

    /** The runs that are not over. */
    List<String> open() throws Exception {
        return engine.takeUp();
    }

    void awaitOver(String run) {
        engine.whenOver(run).toCompletableFuture().join();
    }

    private void check(String run) throws Exception {
        try (RunLogs logs = RunLogs.open(engine.data().journal())) {
            String status = logs.report(run).status().toString();
            if (!status.equals("completed")) {
                throw new IllegalStateException("run " + run + " is " + status);
            }
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
