package dev.stretto.engine.attempt;

import java.util.List;

/**
 * What an attempt left behind in its worktree, all of it committed.
 *
 * @param branch where it is, {@code stretto/RUN/TASK}; for an attempt that is tried again the name under which it was kept
 * @param start the commit that the attempt started from
 * @param commit the commit that holds everything; the same as {@code start} if nothing was changed
 * @param files what was changed between the two
 * @param outOfScope the paths among them that the scope does not cover
 */
public record WorkResult(String branch, String start, String commit, List<FileChange> files, List<String> outOfScope) {
    public WorkResult {
        files = List.copyOf(files);
        outOfScope = List.copyOf(outOfScope);
    }
}
