package dev.stretto.subagents.git;

import org.jspecify.annotations.Nullable;

/** A workspace that can't be made, read or removed. The message says what is wrong, where, and what to do about it. */
public class WorkspaceException extends Exception {

    public WorkspaceException(String message) {
        this(message, null);
    }

    public WorkspaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
