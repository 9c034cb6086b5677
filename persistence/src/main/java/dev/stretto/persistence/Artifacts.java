package dev.stretto.persistence;

import dev.stretto.engine.run.Artifact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.Locale;

/**
 * Outputs and patches, stored under what they are: {@code ab/cdef…} for the SHA-256 {@code abcdef…}. The same content is
 * stored once. What {@link #store} has answered is on disk. Safe for use by several threads and processes.
 */
public final class Artifacts {
    /** How much of one file is kept if nothing else is said, in bytes. */
    public static final long DEFAULT_LIMIT = 64L * 1024 * 1024;

    /** What has become of stored content. */
    public enum Condition {
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

    private static final int DIRECTORY_DIGITS = 2;
    private static final String TEMPORARY = "tmp";

    private final Path root;
    private final long limit;

    /** The artifacts below this directory, which need not be there yet. */
    public Artifacts(Path root) {
        this(root, DEFAULT_LIMIT);
    }

    /**
     * As above, with a limit of its own.
     *
     * @param limit in bytes; of a larger file its first and its last half of this are kept, with a line between them that says
     *     how much was left out
     */
    public Artifacts(Path root, long limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("the limit is 2 bytes or more, not " + limit);
        }
        this.root = root;
        this.limit = limit;
    }

    /** Stores what a file holds now. */
    public Artifact store(Path file) throws IOException {
        long size = Files.size(file);
        if (size <= limit) {
            try (InputStream in = Files.newInputStream(file)) {
                return store(in, size, false);
            }
        }
        try (InputStream in = CutContent.of(file, size, limit)) {
            return store(in, size, true);
        }
    }

    /** Stores bytes; they are not cut. */
    public Artifact store(byte[] content) throws IOException {
        return store(new ByteArrayInputStream(content), content.length, false);
    }

    /**
     * Opens stored content; the caller closes it.
     *
     * @throws NoSuchFileException if it is not there
     */
    public InputStream open(String digest) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "the artifact " + digest + " is gone");
        }
        return Files.newInputStream(file);
    }

    /** The size of stored content, in bytes. */
    long size(String digest) throws IOException {
        return Files.size(file(digest));
    }

    /** Reads stored content again to see whether it is still what it was. */
    public Condition check(String digest) throws IOException {
        if (!Files.exists(file(digest))) {
            return Condition.MISSING;
        }
        try (DigestInputStream in = new DigestInputStream(open(digest), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            String found = Digests.finish(in.getMessageDigest().digest());
            return found.equals(digest) ? Condition.WHOLE : Condition.DAMAGED;
        }
    }

    private Artifact store(InputStream content, long size, boolean truncated) throws IOException {
        Path directory = Files.createDirectories(root.resolve(TEMPORARY));
        Path fresh = Files.createTempFile(directory, "artifact-", null);
        try {
            String digest = copy(content, fresh);
            // A file that was written to meanwhile is larger than it was said to be.
            long bytes = truncated ? size : Files.size(fresh);
            keep(fresh, file(digest));
            return new Artifact(digest, bytes, truncated);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String copy(InputStream content, Path fresh) throws IOException {
        DigestInputStream in = new DigestInputStream(content, Digests.sha256());
        try (OutputStream out = Files.newOutputStream(fresh)) {
            in.transferTo(out);
        }
        return Digests.finish(in.getMessageDigest().digest());
    }

    private void keep(Path fresh, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path directory = Files.createDirectories(file.getParent());
        sync(fresh, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(directory, StandardOpenOption.READ);
        sync(root, StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private Path file(String digest) {
        if (!Digests.wellFormed(digest)) {
            throw new IllegalArgumentException("'" + digest + "' is no digest of an artifact");
        }
        String hash = digest.substring(Digests.PREFIX.length());
        return root.resolve(hash.substring(0, DIRECTORY_DIGITS)).resolve(hash.substring(DIRECTORY_DIGITS));
    }
}
