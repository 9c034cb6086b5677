package agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs a batch of tool calls at once and publishes how each of them, and then the batch, ended. */
public final class BatchExecutor {
    private final ToolRegistry tools;
    private final EventLog events;

    public BatchExecutor(ToolRegistry tools, EventLog events) {
        this.tools = tools;
        this.events = events;
    }

    /** Runs all calls of a conversation and returns their results in the order of the calls. */
    public List<ToolResult> run(String threadId, List<ToolCall> calls) {
        List<CompletableFuture<ToolResult>> runs = calls.stream()
                .map(call -> CompletableFuture.supplyAsync(() -> tools.run(call)))
                .toList();
        List<ToolResult> results = runs.stream().map(CompletableFuture::join).toList();
        results.forEach(result -> events.publish(toolFinished(threadId, result)));
        events.publish(batchFinished(threadId, results.size()));
        return results;
    }

    private static Event toolFinished(String threadId, ToolResult result) {
        return Event.global(
                "tool.finished",
                Map.of("threadId", threadId, "callId", result.callId(), "status", result.status()));
    }

    private static Event batchFinished(String threadId, int size) {
        return Event.global("batch.finished", Map.of("threadId", threadId, "size", size));
    }
}
