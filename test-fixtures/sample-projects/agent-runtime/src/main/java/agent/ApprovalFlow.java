package agent;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Holds tool calls back until somebody decides on them; approved ones run one after the other. */
public final class ApprovalFlow implements AutoCloseable {
    private final ToolRegistry tools;
    private final Map<String, ToolCall> undecided = new ConcurrentHashMap<>();
    private final Map<String, ToolResult> results = new ConcurrentHashMap<>();
    private final ExecutorService agentThread = Executors.newSingleThreadExecutor();

    public ApprovalFlow(ToolRegistry tools) {
        this.tools = tools;
    }

    /** Asks for a decision on a call. */
    public void request(ToolCall call) {
        results.put(call.id(), ToolResult.withoutOutput(call.id(), ToolStatus.PENDING));
        undecided.put(call.id(), call);
    }

    /** Lets a call run; the future holds its result. */
    public CompletableFuture<ToolResult> approve(String callId) {
        ToolCall call = takeUndecided(callId);
        return CompletableFuture.supplyAsync(
                () -> {
                    execute(call);
                    return result(callId);
                },
                agentThread);
    }

    /** Refuses a call, which then never runs. */
    public ToolResult deny(String callId) {
        takeUndecided(callId);
        ToolResult denied = ToolResult.withoutOutput(callId, ToolStatus.DENIED);
        results.put(callId, denied);
        return denied;
    }

    /** What is known of a call so far. */
    public ToolResult result(String callId) {
        return results.get(callId);
    }

    @Override
    public void close() {
        agentThread.shutdown();
    }

    private CompletableFuture<Void> execute(ToolCall call) {
        return CompletableFuture.runAsync(() -> results.put(call.id(), tools.run(call)), agentThread);
    }

    private ToolCall takeUndecided(String callId) {
        ToolCall call = undecided.remove(callId);
        if (call == null) {
            throw new IllegalStateException("No decision is open for call '" + callId + "'");
        }
        return call;
    }
}
