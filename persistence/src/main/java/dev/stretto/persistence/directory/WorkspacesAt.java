package dev.stretto.persistence.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file that says where the workspaces of a data directory are, and which directory that is: a copy of the directory must not work in
 * the workspaces of the one that it was copied from.
 */
final class WorkspacesAt {
    /** As runs are called, by themselves or by those that embed Stretto. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*-[A-Za-z0-9_.-]+");

    private WorkspacesAt() {}

    /** What it says; empty if there is none, or it is a copy of that of a directory that is still there. */
    static Optional<Path> read(DataDirectory data) {
        try {
            String[] lines = Files.readString(data.workspacesAt()).split("\n", -1);
            boolean copied = lines.length > 1
                    && Files.exists(
                            Path.of(lines[1]).resolve(data.workspacesAt().getFileName()))
                    && !Files.isSameFile(Path.of(lines[1]), data.root());
            return copied ? Optional.empty() : Optional.of(Path.of(lines[0]));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(DataDirectory data, Path workspaces) throws IOException {
        Path unfinished = data.workspacesAt().resolveSibling("workspaces-at.new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, DataDirectory.fileOfOwner(unfinished));
        Files.writeString(unfinished, workspaces + "\n" + data.root() + "\n");
        Files.move(unfinished, data.workspacesAt(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** True if no run has workspaces there. */
    static boolean isEmpty(Path directory) {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .noneMatch(name -> RUN.matcher(name).matches());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
