package dev.stretto.persistence;

import dev.stretto.engine.run.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Content that is too large for the log, kept in files that are named after what is in them. */
public final class Artifacts {
    private static final long LIMIT = 64L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final long limit;

    /** In this folder, which need not be there; of content over 64 MiB the middle is left out. */
    public Artifacts(Path root) {
        this(root, LIMIT);
    }

    /** With another limit, in bytes. */
    public Artifacts(Path root, long limit) {
        this.root = root;
        this.limit = limit;
    }

    /**
     * Keeps a copy of a file, on disk when this returns. Of one that is larger than the limit the first and the last part are
     * kept, and between them a line that says how much was left out.
     */
    public Artifact store(Path file) throws IOException {
        Files.createDirectories(root);
        Path fresh = Files.createTempFile(root, "new", null);
        try {
            long size = Files.size(file);
            MessageDigest digest = StoredBytes.sha256();
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
                    FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
                write(in, size, out);
                channel.force(true);
            }
            String hex = HexFormat.of().formatHex(digest.digest());
            Path place = place(hex);
            Files.createDirectories(place.getParent());
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Artifact(StoredBytes.PREFIX + hex, size, size > limit);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void write(FileChannel in, long size, OutputStream out) throws IOException {
        if (size <= limit) {
            copy(in, 0, size, out);
            return;
        }
        long half = limit / 2;
        copy(in, 0, half, out);
        out.write(("\n[... " + (size - 2 * half) + " bytes left out ...]\n").getBytes(StandardCharsets.UTF_8));
        copy(in, size - half, half, out);
    }

    private static void copy(FileChannel in, long from, long count, OutputStream out) throws IOException {
        in.position(from);
        InputStream stream = Channels.newInputStream(in);
        byte[] buffer = new byte[BUFFER];
        long left = count;
        while (left > 0) {
            int read = stream.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** What is kept under a digest. */
    public InputStream open(String digest) throws IOException {
        return Files.newInputStream(place(hex(digest)));
    }

    /** True if what is kept under a digest is there and has that digest. */
    public boolean intact(String digest) throws IOException {
        Path place = place(hex(digest));
        if (!Files.exists(place)) {
            return false;
        }
        MessageDigest actual = StoredBytes.sha256();
        try (InputStream in = Files.newInputStream(place);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), actual)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(actual.digest()).equals(hex(digest));
    }

    private Path place(String hex) {
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    private static String hex(String digest) {
        String hex = digest.startsWith(StoredBytes.PREFIX) ? digest.substring(StoredBytes.PREFIX.length()) : "";
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a digest: " + digest);
        }
        return hex;
    }
}
