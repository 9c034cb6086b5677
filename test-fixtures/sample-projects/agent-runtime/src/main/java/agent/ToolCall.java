package agent;

/** One request of an agent to run a tool. */
public record ToolCall(String id, String tool, String input) {}
