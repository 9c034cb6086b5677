package agent;

/** What became of a tool call, with the output it has given. */
public record ToolResult(String callId, ToolStatus status, String output) {

    static ToolResult withoutOutput(String callId, ToolStatus status) {
        return new ToolResult(callId, status, "");
    }
}
