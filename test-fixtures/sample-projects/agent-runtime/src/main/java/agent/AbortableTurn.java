package agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The tools an agent runs in one turn, all of which it can abort.
 *
 * <p>Tools run on threads of their own. What they report, output and completion alike, is queued
 * and handled on the agent's thread, in order, while the agent awaits something.
 */
public final class AbortableTurn implements AutoCloseable {
    private static final long SILENCE_LIMIT_SECONDS = 10;

    private final List<AbortableRun> runs = new ArrayList<>();
    private final BlockingQueue<Runnable> reports = new LinkedBlockingQueue<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    /** Starts a tool and returns without waiting for it. */
    public AbortableRun start(String callId, AbortableTool tool) {
        AbortableRun run = new AbortableRun(callId);
        runs.add(run);
        workers.execute(() -> {
            ToolStatus end = ToolStatus.FAILED;
            try {
                tool.run(line -> reports.add(() -> run.append(line)), run.signal());
                end = ToolStatus.COMPLETED;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ToolStatus reported = end;
                reports.add(() -> run.finish(reported));
            }
        });
        return run;
    }

    /** Aborts every tool that is still pending. */
    public void abortAll() {
        runs.forEach(AbortableRun::abort);
    }

    public int pendingToolCount() {
        return (int) runs.stream().filter(AbortableRun::isPending).count();
    }

    /** The results of the tools that are no longer pending, in the order the tools were started. */
    public List<ToolResult> results() {
        return runs.stream()
                .filter(run -> !run.isPending())
                .map(AbortableRun::result)
                .toList();
    }

    /** Handles reports until the tool has ended, and returns its result. */
    public ToolResult await(AbortableRun run) throws InterruptedException {
        awaitUntil(() -> !run.isPending());
        return run.result();
    }

    /** Handles reports until every tool has ended, and returns their results. */
    public List<ToolResult> awaitAll() throws InterruptedException {
        awaitUntil(() -> pendingToolCount() == 0);
        return results();
    }

    /** Handles reports until the condition holds. */
    public void awaitUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Runnable report = reports.poll(SILENCE_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (report == null) {
                throw new IllegalStateException(
                        "No tool has reported anything for " + SILENCE_LIMIT_SECONDS + " seconds");
            }
            report.run();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
