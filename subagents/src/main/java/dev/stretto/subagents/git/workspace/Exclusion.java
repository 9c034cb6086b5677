package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps a directory out of git by the repository's own exclude file, which is not part of any commit. */
final class Exclusion {
    private Exclusion() {}

    static void add(Path workTree, Path directory) throws GitException, IOException {
        Path root = RealPaths.of(workTree);
        Path excluded = RealPaths.of(directory);
        if (!excluded.startsWith(root) || excluded.equals(root)) {
            return;
        }
        Repository repository = Repository.at(root);
        Path file = Path.of(Git.in(root).line("rev-parse", "--path-format=absolute", "--git-path", "info/exclude"));
        ReentrantLock lock = repository.lock();
        lock.lock();
        try {
            append(file, line(root.relativize(excluded).toString()));
        } finally {
            lock.unlock();
        }
    }

    private static void append(Path file, String line) throws IOException {
        // A byte for each character: the file need not be UTF-8.
        String known = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        String wanted = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (known.lines().anyMatch(wanted::equals)) {
            return;
        }
        Files.createDirectories(file.getParent());
        String start = known.isEmpty() || known.endsWith("\n") ? "" : "\n";
        Files.writeString(
                file,
                start + wanted + "\n",
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String line(String relative) {
        return "/" + relative.replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "/";
    }
}
