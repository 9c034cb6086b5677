package dev.stretto.persistence.journal;

import dev.stretto.persistence.directory.StorageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The journal can't be opened, read or written, though nothing shows that it is damaged. */
public final class JournalException extends StorageException {
    private static final long serialVersionUID = 1L;

    JournalException(Path journal, String message, @Nullable Throwable cause) {
        super(journal, message, cause);
    }
}
