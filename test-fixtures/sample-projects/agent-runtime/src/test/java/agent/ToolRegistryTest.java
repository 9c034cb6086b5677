package agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Looking up and running tools by name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ToolRegistryTest {
    private final ToolRegistry tools = new ToolRegistry().register("upper", String::toUpperCase);

    @Test
    void should_run_a_tool_by_its_name() {
        assertEquals(
                new ToolResult("call-1", ToolStatus.COMPLETED, "HELLO"),
                tools.run(new ToolCall("call-1", "upper", "hello")));
    }

    @Test
    void should_report_an_unknown_tool_as_a_failed_call() {
        assertEquals(
                new ToolResult("call-1", ToolStatus.FAILED, "No tool is named 'lower'"),
                tools.run(new ToolCall("call-1", "lower", "HELLO")));
    }

    @Test
    void should_refuse_a_second_tool_of_the_same_name() {
        assertThrows(IllegalArgumentException.class, () -> tools.register("upper", String::strip));
    }
}
