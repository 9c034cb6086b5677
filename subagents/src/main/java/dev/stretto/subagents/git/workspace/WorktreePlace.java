package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a worktree is.
 *
 * @param directory its absolute path
 * @param administration the folder in which git keeps its state
 */
public record WorktreePlace(Path directory, Path administration) {
    /** Says that only some folders are checked out, by a setting of the attempt's own repository. */
    static final String SPARSE = "stretto-sparse";

    /** Git in there, also if somebody has damaged or replaced the worktree's {@code .git} file. */
    public Git git() {
        Git git = Git.in(directory)
                .with("GIT_DIR", administration.toString())
                .with("GIT_WORK_TREE", directory.toString());
        return Files.exists(administration.resolve(SPARSE))
                ? git.with("GIT_CONFIG_COUNT", "1")
                        .with("GIT_CONFIG_KEY_0", "core.sparseCheckout")
                        .with("GIT_CONFIG_VALUE_0", "true")
                : git;
    }
}
