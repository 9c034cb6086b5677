package dev.stretto.persistence.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a data directory says of itself: the version of its format, in the file {@code format}, and the id of its node, in the file
 * {@code node}. Both are written when it is made, and never changed.
 */
final class DirectoryFormat {
    private static final String NAME = "stretto-data ";

    /** What this version of Stretto makes and reads. */
    private static final int CURRENT = 1;

    private static final Pattern NODE = Pattern.compile("[0-9a-f]{16}");
    private static final int NODE_BYTES = 8;

    private DirectoryFormat() {}

    /**
     * Refuses a directory that another version of Stretto has made. One without anything of Stretto's in it is accepted.
     *
     * @throws DataDirectoryException if it has another format
     */
    static void check(DataDirectory data) throws DataDirectoryException {
        try {
            if (Files.exists(data.format())) {
                String found = Files.readString(data.format(), UTF_8).strip();
                if (!found.equals(NAME + CURRENT)) {
                    throw refusal(data, "it has the format '" + found + "'", null);
                }
            } else if (Files.exists(data.journal())) {
                throw refusal(data, "it has a journal and no file 'format', as an earlier version makes it", null);
            }
        } catch (IOException e) {
            throw refusal(data, "its file 'format' can't be read: " + DataDirectory.reason(e), e);
        }
    }

    private static DataDirectoryException refusal(DataDirectory data, String found, @Nullable IOException cause) {
        return new DataDirectoryException(
                data.root(),
                "the data directory " + data.root() + " can't be used: " + found
                        + ", and this version of Stretto uses '"
                        + NAME + CURRENT
                        + "'; finish its runs with the version of Stretto that made it, or name another"
                        + " directory with --data",
                cause);
    }

    /** Writes what is not there yet. */
    static void write(DataDirectory data) throws IOException {
        writeOnce(data.root(), data.node(), newNode() + "\n");
        writeOnce(data.root(), data.format(), NAME + CURRENT + "\n");
    }

    /** The id in the file {@code node}. */
    static String node(DataDirectory data) throws DataDirectoryException {
        try {
            String node = Files.readString(data.node(), UTF_8).strip();
            if (NODE.matcher(node).matches()) {
                return node;
            }
            throw new IOException("it is no id of a node: '" + node + "'");
        } catch (IOException e) {
            throw new DataDirectoryException(
                    data.root(), data.node() + " can't be read: " + DataDirectory.reason(e), e);
        }
    }

    private static String newNode() {
        byte[] id = new byte[NODE_BYTES];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** The file is there whole or not at all, and is not replaced. */
    private static void writeOnce(Path directory, Path file, String content) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path fresh = Files.createTempFile(directory, ".new-", null);
        try {
            Files.writeString(fresh, content, UTF_8);
            Disk.force(fresh);
            Files.move(fresh, file);
            Disk.forceNames(directory);
        } catch (FileAlreadyExistsException e) {
            // somebody else was quicker
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
