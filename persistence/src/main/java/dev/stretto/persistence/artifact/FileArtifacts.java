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
import java.util.Set;

/** Artifacts in files: {@code ab/cdef…} for the SHA-256 {@code abcdef…}, the salt first and then the content. */
public final class FileArtifacts implements ArtifactStore {
    /** How much of one file is kept if nothing else is said, in bytes. */
    public static final long DEFAULT_LIMIT = 64L * 1024 * 1024;

    private static final int DIRECTORY_DIGITS = 2;
    private static final String TEMPORARY = "tmp";

    /** What this process is writing has this in its name; what another has left behind has not. */
    private static final String OWN = "artifact-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-";

    private final Path root;
    private final long limit;

    /** What was stored since this was made: an event that refers to it may not be in the log yet. */
    private final Set<String> fresh = new HashSet<>();

    /** The artifacts below this directory, which need not be there yet. */
    public FileArtifacts(Path root) {
        this(root, DEFAULT_LIMIT);
    }

    /**
     * As above, with a limit of its own.
     *
     * @param limit in bytes; of a larger file its first and its last half of this are kept, with a line between them that says
     *     how much was left out
     */
    public FileArtifacts(Path root, long limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("the limit is 2 bytes or more, not " + limit);
        }
        this.root = root;
        this.limit = limit;
    }

    @Override
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

    @Override
    public Artifact store(byte[] content) throws IOException {
        return store(new ByteArrayInputStream(content), content.length, false);
    }

    @Override
    public InputStream open(String digest) throws IOException {
        InputStream in = openStored(digest);
        in.skipNBytes(Salts.BYTES);
        return in;
    }

    @Override
    public InputStream openStored(String digest) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "the artifact " + digest + " is gone");
        }
        return Files.newInputStream(file);
    }

    @Override
    public long size(String digest) throws IOException {
        return Files.size(file(digest));
    }

    @Override
    public boolean has(String digest) {
        return Files.exists(file(digest));
    }

    @Override
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

    @Override
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

    @Override
    public synchronized boolean remove(String digest) throws IOException {
        return !fresh.contains(digest) && Files.deleteIfExists(file(digest));
    }

    @Override
    public void erase(String digest) throws IOException {
        Path file = file(digest);
        if (Files.deleteIfExists(file)) {
            Disk.forceNames(file.resolveSibling(""));
        }
    }

    @Override
    public synchronized boolean isFresh(String digest) {
        return fresh.contains(digest);
    }

    @Override
    public long leftovers() throws IOException {
        long bytes = 0;
        for (Path leftover : findLeftovers()) {
            bytes += Files.size(leftover);
        }
        return bytes;
    }

    @Override
    public long removeLeftovers() throws IOException {
        long bytes = 0;
        for (Path leftover : findLeftovers()) {
            bytes += Files.size(leftover);
            Files.deleteIfExists(leftover);
        }
        return bytes;
    }

    private List<Path> findLeftovers() throws IOException {
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
