package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import java.nio.file.Path;

/**
 * Where a worktree is.
 *
 * @param directory its absolute path
 * @param administration the folder in which git keeps its state
 */
public record WorktreePlace(Path directory, Path administration) {

    /** Git in there, also if somebody has damaged or replaced the worktree's {@code .git} file. */
    public Git git() {
        return Git.in(directory).with("GIT_DIR", administration.toString()).with("GIT_WORK_TREE", directory.toString());
    }
}
