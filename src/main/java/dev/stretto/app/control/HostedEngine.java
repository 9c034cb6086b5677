package dev.stretto.app.control;

import dev.stretto.actors.EngineFailedException;
import dev.stretto.actors.EngineSettings;
import dev.stretto.actors.StrettoEngine;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.persistence.journal.JournalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An engine in this process, which other processes can reach as well. */
public final class HostedEngine implements EngineHandle {
    private final StrettoEngine engine;
    private final ControlServer server;
    /** The runs that it has looked after since it was opened; each completes when the run is over or was let go. */
    private final Map<String, CompletableFuture<String>> runs = new ConcurrentHashMap<>();

    /** The runs that were open when this engine was, until somebody has asked for them. */
    private final Set<String> found = Collections.synchronizedSet(new LinkedHashSet<>());

    private int beginning;
    private boolean closing;

    private HostedEngine(EngineSettings settings) throws Exception {
        this.engine = StrettoEngine.open(settings);
        this.server = new ControlServer(engine.data());
    }

    /** Opens an engine, which resumes the runs that are not over, and makes it reachable. */
    public static HostedEngine open(EngineSettings settings) throws Exception {
        HostedEngine hosted = new HostedEngine(settings);
        try {
            hosted.found.addAll(hosted.engine.resume());
            hosted.found.forEach(hosted::track);
            hosted.server.serve(hosted);
            return hosted;
        } catch (IOException | JournalException | RuntimeException e) {
            hosted.engine.close();
            throw e;
        }
    }

    @Override
    public String start(String run, Plan plan, String cause) throws Exception {
        begin();
        try {
            String started = engine.start(run, plan, cause);
            trackAnew(started);
            return started;
        } catch (EngineFailedException e) {
            throw new EngineError(EngineError.kindOf(e), EngineError.said(e));
        } finally {
            begun();
        }
    }

    @Override
    public CommandResult cancel(String run, @Nullable String task, String cause) throws Exception {
        begin();
        try {
            return tracked(run, task == null ? engine.cancel(run, cause) : engine.cancelTask(run, task, cause));
        } catch (EngineFailedException e) {
            throw new EngineError(EngineError.kindOf(e), EngineError.said(e));
        } finally {
            begun();
        }
    }

    @Override
    public CommandResult retry(String run, List<String> tasks, String cause) throws Exception {
        begin();
        try {
            return tracked(run, engine.retry(run, tasks, cause));
        } catch (EngineFailedException e) {
            throw new EngineError(EngineError.kindOf(e), EngineError.said(e));
        } finally {
            begun();
        }
    }

    @Override
    public CommandResult erase(String run, @Nullable String task, String reason, String cause) throws Exception {
        begin();
        try {
            return engine.erase(run, task, reason, cause);
        } catch (EngineFailedException e) {
            throw new EngineError(EngineError.kindOf(e), EngineError.said(e));
        } finally {
            begun();
        }
    }

    @Override
    public List<String> resume() throws Exception {
        begin();
        try {
            found.addAll(engine.resume());
            found.forEach(this::track);
            List<String> open = List.copyOf(found);
            found.clear();
            return open;
        } finally {
            begun();
        }
    }

    @Override
    public Optional<String> whyAttemptsWait() {
        return engine.whyAttemptsWait();
    }

    private CommandResult tracked(String run, CommandResult commandResult) {
        if (commandResult instanceof CommandResult.Accepted) {
            trackAnew(run);
        }
        return commandResult;
    }

    /** An end that was waited for before may be the one that the run had before it was tried again. */
    private void trackAnew(String run) {
        runs.put(run, endOf(run));
    }

    private void track(String run) {
        runs.compute(run, (id, known) -> known != null && !known.isDone() ? known : endOf(id));
    }

    private CompletableFuture<String> endOf(String run) {
        CompletableFuture<String> end = engine.whenFinished(run).toCompletableFuture();
        var unused = end.whenComplete((over, stopped) -> lookAgain());
        return end;
    }

    @Override
    public boolean looksAfter(String run) throws EngineError {
        CompletableFuture<String> end = runs.get(run);
        if (end == null) {
            return false;
        }
        if (end.isCompletedExceptionally()) {
            throw whyStopped(end);
        }
        return true;
    }

    private static EngineError whyStopped(CompletableFuture<String> end) {
        Throwable error = end.handle((run, thrown) -> thrown).join();
        Throwable stopped = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        EngineError.Kind kind = EngineError.kindOf(stopped);
        String goOn = kind == EngineError.Kind.STORAGE
                ? ". Attempts in progress go on by themselves; 'stretto resume' resumes the run"
                : "";
        return new EngineError(kind, EngineError.said(stopped) + goOn);
    }

    @Override
    public void awaitCleanedUp(String run) {
        CompletableFuture<String> end = runs.get(run);
        if (end != null) {
            end.exceptionally(stopped -> run).join();
        }
    }

    /** The runs that are looked after at present. */
    private Set<String> busy() {
        return runs.entrySet().stream()
                .filter(run -> !run.getValue().isDone())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Waits until nothing is left to do; from then on it takes nothing on any more.
     *
     * @return why runs had to be let go before their end
     */
    public synchronized List<EngineError> awaitIdle() throws InterruptedException {
        while (!busy().isEmpty() || beginning > 0) {
            wait();
        }
        closing = true;
        return runs.values().stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(HostedEngine::whyStopped)
                .toList();
    }

    /** Waits for the first run, unless one is looked after already. */
    public synchronized void awaitFirst(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (runs.isEmpty() && left > 0) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
    }

    private synchronized void lookAgain() {
        notifyAll();
    }

    private synchronized void begin() throws ClosingException {
        if (closing) {
            throw new ClosingException();
        }
        beginning++;
    }

    private synchronized void begun() {
        beginning--;
        notifyAll();
    }

    private synchronized void stopAccepting() throws InterruptedException {
        closing = true;
        while (beginning > 0) {
            wait();
        }
    }

    @Override
    public Set<String> release() throws Exception {
        stopAccepting();
        Set<String> left = busy();
        close();
        if (!left.isEmpty()) {
            Engines.handOver(engine.data());
        }
        return left;
    }

    @Override
    public void close() {
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
