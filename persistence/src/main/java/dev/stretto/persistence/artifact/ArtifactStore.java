package dev.stretto.persistence.artifact;

import dev.stretto.engine.attempt.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Outputs, patches and other long texts, stored under what they are: the SHA-256 of their content. The same content is stored once.
 * What {@link #store} has answered is on disk. Safe for use by several threads and processes.
 */
public interface ArtifactStore {

    /** What has become of stored content. */
    enum Condition {
        /** It is there, and is what its digest says. */
        WHOLE,
        /** It is not there. */
        MISSING,
        /** It is there, but is not what it was. */
        DAMAGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stores what a file holds now; of one that is too long its beginning and its end. */
    Artifact store(Path file) throws IOException;

    /** Stores bytes; they are not cut. */
    Artifact store(byte[] content) throws IOException;

    /**
     * Opens stored content; the caller closes it.
     *
     * @throws NoSuchFileException if it is not there
     */
    InputStream open(String digest) throws IOException;

    /** The size of stored content, in bytes. */
    long size(String digest) throws IOException;

    /** Reads stored content again to see whether it is still what it was. */
    Condition check(String digest) throws IOException;

    /** The digests of all that is stored. */
    Set<String> digests() throws IOException;

    /** Removes stored content, unless it was stored since this was made; answers whether it did. */
    boolean remove(String digest) throws IOException;

    /** True for what {@link #remove} leaves alone: an event that refers to it may not be in the log yet. */
    boolean isFresh(String digest);

    /** How many bytes of what processes that are gone were writing are still there. */
    long leftovers() throws IOException;

    /** Removes those; answers how many bytes they were. */
    long removeLeftovers() throws IOException;
}
