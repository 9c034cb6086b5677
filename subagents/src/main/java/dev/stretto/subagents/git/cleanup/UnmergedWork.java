package dev.stretto.subagents.git.cleanup;

/**
 * Work of a run that is on no branch, tag or remote branch outside of Stretto's own.
 *
 * @param reference where it is, for instance {@code refs/heads/stretto/RUN}
 * @param commit what that stands at
 * @param commits how many of its commits hold work that is nowhere else
 */
public record UnmergedWork(String reference, String commit, int commits) {

    @Override
    public String toString() {
        return commits == 1
                ? "1 commit on it is on no branch of yours"
                : commits + " commits on it are on no branch of yours";
    }
}
