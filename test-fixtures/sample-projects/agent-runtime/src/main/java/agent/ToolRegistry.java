package agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tools an agent may call, by name. */
public final class ToolRegistry {
    private final Map<String, Tool> tools = new ConcurrentHashMap<>();

    /** Adds a tool under a name that is still free. */
    public ToolRegistry register(String name, Tool tool) {
        if (tools.putIfAbsent(name, tool) != null) {
            throw new IllegalArgumentException("A tool named '" + name + "' is already registered");
        }
        return this;
    }

    /** Runs a call to its end; whatever goes wrong becomes a failed result. */
    public ToolResult run(ToolCall call) {
        Tool tool = tools.get(call.tool());
        if (tool == null) {
            return new ToolResult(call.id(), ToolStatus.FAILED, "No tool is named '" + call.tool() + "'");
        }
        try {
            return new ToolResult(call.id(), ToolStatus.COMPLETED, tool.call(call.input()));
        } catch (RuntimeException e) {
            return new ToolResult(call.id(), ToolStatus.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
