package agent;

import java.util.ArrayList;
import java.util.List;

/** One run of an {@link AbortableTool} as its agent knows it. */
public final class AbortableRun {
    private final String callId;
    private final AbortSignal signal = new AbortSignal();
    private final List<String> lines = new ArrayList<>();
    private ToolStatus status = ToolStatus.PENDING;

    AbortableRun(String callId) {
        this.callId = callId;
    }

    /** Stops the tool if it is still pending; output it has given so far is kept. */
    public void abort() {
        if (isPending()) {
            signal.abort();
        }
    }

    public boolean isPending() {
        return status == ToolStatus.PENDING;
    }

    /** The result so far: final once the run is no longer pending. */
    public ToolResult result() {
        return new ToolResult(callId, status, String.join("\n", lines));
    }

    AbortSignal signal() {
        return signal;
    }

    void append(String line) {
        lines.add(line);
    }

    void finish(ToolStatus end) {
        status = signal.isAborted() ? ToolStatus.ABORTED : end;
    }
}
