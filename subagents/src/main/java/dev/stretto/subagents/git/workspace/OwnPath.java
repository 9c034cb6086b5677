package dev.stretto.subagents.git.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for the path of a workspace in what a set-up has made: such files are right in that workspace alone. */
final class OwnPath extends SimpleFileVisitor<Path> {
    private static final int BLOCK = 1 << 16;

    private final byte[] wanted;
    private @Nullable Path top;
    private @Nullable String found;

    OwnPath(Path workspace) {
        this.wanted = workspace.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Why what is in a folder can't be shared; empty if it can. */
    Optional<String> in(Path folder) throws IOException {
        top = folder;
        Files.walkFileTree(folder, this);
        return Optional.ofNullable(found);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return look(folder, isGit(folder) ? "is a repository of its own" : null);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (isGit(file)) {
            return look(file, file.resolveSibling("").equals(top) ? null : "points at a repository of its own");
        }
        boolean holds = attributes.isSymbolicLink()
                ? contains(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8))
                : attributes.isRegularFile() && fileContains(file);
        return look(file, holds ? "holds the path of the workspace in which it was made" : null);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return look(file, "can't be read");
    }

    private FileVisitResult look(Path path, @Nullable String trouble) {
        if (trouble == null || top == null) {
            return FileVisitResult.CONTINUE;
        }
        found = top.relativize(path) + " " + trouble;
        return FileVisitResult.TERMINATE;
    }

    private static boolean isGit(Path path) {
        return path.getFileName().toString().equals(".git");
    }

    /** Block by block, each with the end of the one before. */
    private boolean fileContains(Path file) throws IOException {
        byte[] block = new byte[BLOCK + wanted.length];
        int kept = 0;
        try (var in = Files.newInputStream(file)) {
            int read = in.read(block, kept, BLOCK);
            while (read > 0) {
                int end = kept + read;
                if (contains(block, end)) {
                    return true;
                }
                kept = Math.min(wanted.length - 1, end);
                System.arraycopy(block, end - kept, block, 0, kept);
                read = in.read(block, kept, BLOCK);
            }
        }
        return false;
    }

    private boolean contains(byte[] text) {
        return contains(text, text.length);
    }

    private boolean contains(byte[] text, int end) {
        byte first = wanted[0];
        for (int at = 0; at <= end - wanted.length; at++) {
            if (text[at] == first && matches(text, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] text, int at) {
        for (int i = 1; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
