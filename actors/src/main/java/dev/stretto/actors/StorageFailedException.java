package dev.stretto.actors;

/** Something that has to be kept can't be stored: the disk is full, say. Nothing that was acknowledged is undone. */
final class StorageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
