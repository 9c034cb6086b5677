package dev.stretto.app.control;

import dev.stretto.actors.EngineFailedException;
import dev.stretto.actors.EngineSettings;
import dev.stretto.actors.StrettoEngine;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.Verdict;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An engine in this process, which other processes can reach as well. It is closed once it has nothing left to do. */
public final class HostedEngine implements EngineHandle {
    private final StrettoEngine engine;
    private final ControlServer server;
    private final Map<String, CompletableFuture<String>> open = new ConcurrentHashMap<>();
    private boolean closing;

    private HostedEngine(EngineSettings settings) throws Exception {
        this.engine = StrettoEngine.open(settings);
        this.server = new ControlServer(engine.data());
    }

    /** Opens an engine and makes it reachable. */
    public static HostedEngine open(EngineSettings settings) throws Exception {
        HostedEngine hosted = new HostedEngine(settings);
        try {
            hosted.server.serve(hosted);
            return hosted;
        } catch (IOException | RuntimeException e) {
            hosted.engine.close();
            throw e;
        }
    }

    @Override
    public synchronized String start(Plan plan, String cause) throws Exception {
        if (closing) {
            throw new ClosingException();
        }
        String run = engine.start(plan, cause);
        track(run);
        return run;
    }

    @Override
    public synchronized Verdict cancel(String run, @Nullable String task, String cause) throws EngineFailedException {
        Verdict verdict = task == null ? engine.cancel(run, cause) : engine.cancelTask(run, task, cause);
        if (verdict instanceof Verdict.Accepted && !open.containsKey(run)) {
            track(run);
        }
        return verdict;
    }

    private void track(String run) {
        open.put(run, engine.whenOver(run).toCompletableFuture());
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void awaitCleared(String run) throws Exception {
        CompletableFuture<String> end = open.get(run);
        if (end != null) {
            end.join();
        }
    }

    /** How many runs have not ended. */
    public long busy() {
        return open.values().stream().filter(end -> !end.isDone()).count();
    }

    /** Refuses further runs if none is open any more. */
    private synchronized boolean stopAccepting() {
        closing = busy() == 0;
        return closing;
    }

    @Override
    public void close() {
        while (!stopAccepting()) {
            CompletableFuture.allOf(open.values().toArray(CompletableFuture[]::new))
                    .join();
        }
        closeNow();
    }

    /** Closes at once; what runs goes on without an engine. */
    public void closeNow() {
        server.close();
        engine.close();
    }

    /** The engine is about to end, and takes nothing on any more. */
    static final class ClosingException extends Exception {
        private static final long serialVersionUID = 1L;

        ClosingException() {
            super("the engine is about to end");
        }
    }
}
