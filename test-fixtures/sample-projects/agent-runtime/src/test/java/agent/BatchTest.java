package agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Running batches of tool calls and telling their conversation about it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchTest {
    private static final ToolCall READ = new ToolCall("call-1", "read", "pom.xml");
    private static final ToolCall BROKEN = new ToolCall("call-2", "broken", "");

    private final ToolRegistry tools = new ToolRegistry()
            .register("read", path -> "contents of " + path)
            .register("broken", input -> {
                throw new IllegalStateException("out of order");
            });
    private final EventLog events = new EventLog();
    private final BatchExecutor batches = new BatchExecutor(tools, events);

    @Test
    void should_return_results_in_the_order_of_the_calls() {
        List<ToolResult> results = batches.run("thread-7", List.of(BROKEN, READ));

        assertEquals(
                List.of("call-2", "call-1"),
                results.stream().map(ToolResult::callId).toList());
    }

    @Test
    void should_go_on_when_one_call_of_the_batch_fails() {
        List<ToolResult> results = batches.run("thread-7", List.of(BROKEN, READ));

        assertEquals(new ToolResult("call-2", ToolStatus.FAILED, "out of order"), results.get(0));
        assertEquals(new ToolResult("call-1", ToolStatus.COMPLETED, "contents of pom.xml"), results.get(1));
    }

    @Test
    void should_deliver_batch_events_to_the_thread_that_started_the_batch() {
        batches.run("thread-7", List.of(READ, BROKEN));
        batches.run("thread-8", List.of());

        assertEquals(
                List.of("tool.finished", "tool.finished", "batch.finished"),
                events.ofThread("thread-7").stream().map(Event::type).toList());
    }

    @Test
    void should_put_the_thread_id_on_the_completion_event_itself() {
        batches.run("thread-7", List.of(READ));

        List<Event> published = events.all();
        assertEquals(
                new Event("batch.finished", "thread-7", Map.of("size", 1)),
                published.get(published.size() - 1));
    }
}
