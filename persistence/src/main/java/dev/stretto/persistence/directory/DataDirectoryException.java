package dev.stretto.persistence.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The data directory can't be made, written or locked. */
public final class DataDirectoryException extends StorageException {
    private static final long serialVersionUID = 1L;

    DataDirectoryException(Path directory, String message, @Nullable Throwable cause) {
        super(directory, message, cause);
    }
}
