package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a shell script does that gives each task a worktree, one after the other. */
final class GitLoop {
    private GitLoop() {}

    /** Makes, changes, commits and removes so many worktrees in a folder. */
    static Taken of(int tasks, Path folder, Path repository) throws IOException, InterruptedException {
        String word = folder.getFileName().toString();
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < tasks; i++) {
            Path worktree = folder.resolve(Integer.toString(i));
            Commands.seconds(
                    repository, "git", "worktree", "add", "-q", "-b", "loop/" + word + "/" + i, worktree.toString());
        }
        double made = watch.seconds();
        for (int i = 0; i < tasks; i++) {
            Path worktree = folder.resolve(Integer.toString(i));
            change(worktree, Integer.toString(i), word);
            Commands.seconds(worktree, "git", "add", "-A");
            Commands.seconds(worktree, "git", "commit", "-q", "-m", "task " + i);
            Commands.seconds(repository, "git", "worktree", "remove", worktree.toString());
        }
        return new Taken(made, watch.seconds());
    }

    /** Adds a file to the folder that is the scope of a task. */
    static void change(Path worktree, String task, String content) throws IOException {
        Files.writeString(worktree.resolve("folder-" + task).resolve("added.txt"), content + "\n");
    }
}
