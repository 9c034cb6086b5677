package dev.stretto.persistence.artifact;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.Salts;
import dev.stretto.persistence.directory.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Outputs and patches, stored under what they are: {@code ab/cdef…} for the SHA-256 {@code abcdef…}. A file begins with a salt of
 * {@link Salts#BYTES} bytes, and the digest is that of all of it: so what an event holds of erased content does not tell what
 * that may have been, and the same content stored twice is two artifacts. What {@link #store} has answered is on disk. Safe for
 * use by several threads and processes.
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

    /** What this process is writing has this in its name; what another has left behind has not. */
    private static final String OWN = "artifact-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-";

    private final Path root;
    private final long limit;

    /** What was stored since this was made: an event that refers to it may not be in the log yet. */
    private final Set<String> fresh = new HashSet<>();

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
        InputStream in = openStored(digest);
        in.skipNBytes(Salts.BYTES);
        return in;
    }

    /**
     * Opens what is stored with the salt before it: what the digest is of. The caller closes it.
     *
     * @throws NoSuchFileException if it is not there
     */
    public InputStream openStored(String digest) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "the artifact " + digest + " is gone");
        }
        return Files.newInputStream(file);
    }

    /** The size of what is stored with the salt before it, in bytes. */
    public long size(String digest) throws IOException {
        return Files.size(file(digest));
    }

    /** True if something is stored under this digest. */
    public boolean has(String digest) {
        return Files.exists(file(digest));
    }

    /** Reads stored content again to see whether it is still what it was. */
    public Condition check(String digest) throws IOException {
        if (!Files.exists(file(digest))) {
            return Condition.MISSING;
        }
        try (DigestInputStream in = new DigestInputStream(openStored(digest), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            String found = Digests.finish(in.getMessageDigest().digest());
            return found.equals(digest) ? Condition.WHOLE : Condition.DAMAGED;
        }
    }

    private Artifact store(InputStream content, long size, boolean truncated) throws IOException {
        Path directory = Files.createDirectories(root.resolve(TEMPORARY));
        Path copy = Files.createTempFile(directory, OWN, null);
        try {
            String digest = copy(content, copy);
            // A file that was written to meanwhile is larger than it was said to be.
            long bytes = truncated ? size : Files.size(copy) - Salts.BYTES;
            protect(digest);
            keep(copy, file(digest));
            return new Artifact(digest, bytes, truncated);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static String copy(InputStream content, Path to) throws IOException {
        DigestInputStream in = new DigestInputStream(
                new SequenceInputStream(new ByteArrayInputStream(Salts.next()), content), Digests.sha256());
        try (OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
        return Digests.finish(in.getMessageDigest().digest());
    }

    private synchronized void protect(String digest) {
        fresh.add(digest);
    }

    /** The digests of all that is stored. */
    public Set<String> digests() throws IOException {
        Set<String> digests = new HashSet<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
                for (Path directory : directories) {
                    addDigests(directory, digests);
                }
            }
        }
        return digests;
    }

    private static void addDigests(Path directory, Set<String> digests) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String digest = Digests.PREFIX + directory.getFileName() + file.getFileName();
                if (Digests.wellFormed(digest)) {
                    digests.add(digest);
                }
            }
        }
    }

    /** Removes stored content, unless it was stored since this was made; answers whether it did. */
    public synchronized boolean remove(String digest) throws IOException {
        return !fresh.contains(digest) && Files.deleteIfExists(file(digest));
    }

    /** Removes stored content, whoever may still refer to it. What is not there need not be; it is gone from disk when this returns. */
    public void erase(String digest) throws IOException {
        if (Files.deleteIfExists(file(digest))) {
            Disk.forceNames(file(digest).getParent());
        }
    }

    /** True for what {@link #remove} leaves alone. */
    public synchronized boolean isFresh(String digest) {
        return fresh.contains(digest);
    }

    /** What processes that are gone were writing. */
    public List<Path> leftovers() throws IOException {
        List<Path> leftovers = new ArrayList<>();
        Path directory = root.resolve(TEMPORARY);
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    directory, file -> !file.getFileName().toString().startsWith(OWN))) {
                files.forEach(leftovers::add);
            }
        }
        return leftovers;
    }

    private void keep(Path copy, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path directory = Files.createDirectories(file.getParent());
        Disk.force(copy);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.forceNames(directory);
        Disk.forceNames(root);
    }

    private Path file(String digest) {
        if (!Digests.wellFormed(digest)) {
            throw new IllegalArgumentException("'" + digest + "' is no digest of an artifact");
        }
        String hash = digest.substring(Digests.PREFIX.length());
        return root.resolve(hash.substring(0, DIRECTORY_DIGITS)).resolve(hash.substring(DIRECTORY_DIGITS));
    }
}
