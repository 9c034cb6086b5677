package agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Aborting tools while they run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AbortTest {
    private static final AbortableTool FAST = (output, signal) -> output.accept("done");
    private static final AbortableTool ENDLESS = (output, signal) -> {
        output.accept("line 1");
        output.accept("line 2");
        signal.await();
        output.accept("interrupted at line 2");
    };

    private final AbortableTurn turn = new AbortableTurn();

    @AfterEach
    void close() {
        turn.close();
    }

    @Test
    void should_complete_a_tool_that_is_not_aborted() throws InterruptedException {
        ToolResult result = turn.await(turn.start("fast", FAST));

        assertEquals(new ToolResult("fast", ToolStatus.COMPLETED, "done"), result);
    }

    @Test
    void should_ignore_an_abort_after_completion() throws InterruptedException {
        AbortableRun fast = turn.start("fast", FAST);
        turn.await(fast);
        fast.abort();

        assertEquals(ToolStatus.COMPLETED, fast.result().status());
    }

    @Test
    void should_abort_tool_with_partial_output_capture() throws InterruptedException {
        AbortableRun endless = turn.start("endless", ENDLESS);
        Thread.sleep(50); // time for some output
        endless.abort();
        Thread.sleep(50); // time to stop

        String output = endless.result().output();
        assertTrue(output.contains("interrupted at"), "expected 'interrupted at' in output '" + output + "'");
    }

    @Test
    void should_handle_mixed_completed_and_aborted_tools() throws InterruptedException {
        AbortableRun fast = turn.start("fast", FAST);
        AbortableRun endless = turn.start("endless", ENDLESS);
        Thread.sleep(50); // plenty for the fast tool
        turn.abortAll();
        turn.awaitAll();

        assertEquals(ToolStatus.COMPLETED, fast.result().status(), "fast tool");
        assertEquals(ToolStatus.ABORTED, endless.result().status(), "endless tool");
    }

    @Test
    void should_properly_track_pendingToolCount() throws InterruptedException {
        List.of("one", "two", "three").forEach(callId -> turn.start(callId, FAST));
        assertEquals(3, turn.pendingToolCount(), "pending before");
        Thread.sleep(100); // all three should be done by now

        assertEquals(3, turn.results().size(), "results");
        assertEquals(0, turn.pendingToolCount(), "pending after");
    }
}
