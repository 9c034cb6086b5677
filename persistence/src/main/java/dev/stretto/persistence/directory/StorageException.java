package dev.stretto.persistence.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something could not be stored or opened. Operational: what is stored is whole, and the cause is the user's to remove. */
public abstract class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;

    public StorageException(Path file, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file.toString();
    }

    /** The file or directory that it is about. */
    public Path file() {
        return Path.of(file);
    }
}
