package dev.stretto.actors.node;

import dev.stretto.subagents.git.WorkspaceException;

/** A set-up ran, and failed or took too long. */
final class SetUpFailedException extends WorkspaceException {
    private static final long serialVersionUID = 1L;

    SetUpFailedException(String message) {
        super(message);
    }
}
