package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.WorkResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in an attempt's worktree.
 *
 * @param work what the attempt has done, all of it committed
 * @param unfinished why it can't count as completed, in words: an operation of git that was left open, say; otherwise absent
 * @param notices what the user should know besides, in words
 */
public record Harvested(WorkResult work, @Nullable String unfinished, List<String> notices) {
    public Harvested {
        notices = List.copyOf(notices);
    }
}
