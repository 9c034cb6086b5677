package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.RefNames;

/**
 * Whose work a worktree holds.
 *
 * @param names the names of the task's references
 * @param attempt the attempt's number
 * @param title the task's title
 */
public record Origin(RefNames names, int attempt, String title) {

    /** The message of the commit that holds what the attempt left behind. */
    String message() {
        String subject = title + " (run " + names.run() + ", task " + names.task() + ", attempt " + attempt + ")";
        return Commits.message(subject, names.run(), names.task(), attempt);
    }

    /** The attempt's id. */
    String id() {
        return names.task() + "#" + attempt;
    }

    @Override
    public String toString() {
        return "attempt " + id() + " of run " + names.run();
    }
}
