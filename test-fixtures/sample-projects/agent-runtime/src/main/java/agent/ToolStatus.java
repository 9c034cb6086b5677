package agent;

/** How far a tool call has come. */
public enum ToolStatus {
    PENDING,
    COMPLETED,
    FAILED,
    DENIED,
    ABORTED
}
