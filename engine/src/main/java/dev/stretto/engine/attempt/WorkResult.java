package dev.stretto.engine.attempt;

import java.util.List;

/**
 * What an attempt left behind in its worktree, all of it committed.
 *
 * @param branch where it is, {@code stretto/RUN/TASK}; for an attempt that is tried again the name under which it was kept
 * @param start the commit that the work is a change to: what the attempt started from, or, where it was done on top of an
 *     older version and collides with that, where its history left it
 * @param commit the commit that holds everything; the same as {@code start} if nothing was changed
 * @param files what was changed between the two
 * @param outOfScope the paths among them that the scope does not cover
 * @param markers the paths among them that gained conflict markers
 */
public record WorkResult(
        String branch,
        String start,
        String commit,
        List<FileChange> files,
        List<String> outOfScope,
        List<String> markers) {
    public WorkResult {
        files = List.copyOf(files);
        outOfScope = List.copyOf(outOfScope);
        markers = List.copyOf(markers);
    }

    /** Work without conflict markers. */
    public WorkResult(String branch, String start, String commit, List<FileChange> files, List<String> outOfScope) {
        this(branch, start, commit, files, outOfScope, List.of());
    }
}
