package dev.stretto.actors.node;

import org.jspecify.annotations.Nullable;

/** Something that has to be kept can't be stored: the disk is full, say. Nothing that was acknowledged is undone. */
public final class StorageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
