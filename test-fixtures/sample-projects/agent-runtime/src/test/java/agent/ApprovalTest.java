package agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tools that run only after somebody has approved them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApprovalTest {
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final ApprovalFlow approvals = new ApprovalFlow(new ToolRegistry().register("delete", path -> {
        deleted.add(path);
        return "deleted " + path;
    }));

    @BeforeEach
    void requestApproval() {
        approvals.request(new ToolCall("call-1", "delete", "old.log"));
    }

    @AfterEach
    void close() {
        approvals.close();
    }

    @Test
    void should_hold_a_tool_back_until_it_is_approved() {
        assertEquals(ToolStatus.PENDING, approvals.result("call-1").status());
        assertEquals(List.of(), deleted);
    }

    @Test
    void should_return_the_output_of_an_approved_tool() {
        ToolResult result = approvals.approve("call-1").join();

        assertEquals(new ToolResult("call-1", ToolStatus.COMPLETED, "deleted old.log"), result);
    }

    @Test
    void should_accept_one_decision_per_call_and_never_run_a_denied_tool() {
        assertEquals(ToolStatus.DENIED, approvals.deny("call-1").status());

        assertThrows(IllegalStateException.class, () -> approvals.approve("call-1"));
        assertEquals(List.of(), deleted);
    }
}
