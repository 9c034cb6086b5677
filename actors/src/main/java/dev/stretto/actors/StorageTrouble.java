package dev.stretto.actors;

import java.util.List;
import java.util.Optional;

/** Tells a disk that takes nothing more from other reasons why something could not be done. */
final class StorageTrouble {
    /** What the C library calls it; git passes that on, in these words, since it is called without a locale. */
    private static final List<String> WORDS =
            List.of("No space left on device", "Disk quota exceeded", "Read-only file system", "Input/output error");

    private StorageTrouble() {}

    /** The trouble, if an error or one of its causes tells of such a disk. */
    static Optional<StorageFailedException> in(Exception error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (WORDS.stream().anyMatch(message::contains)) {
                return Optional.of(new StorageFailedException(String.valueOf(error.getMessage()), error));
            }
        }
        return Optional.empty();
    }
}
