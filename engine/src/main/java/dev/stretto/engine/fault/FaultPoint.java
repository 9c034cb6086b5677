package dev.stretto.engine.fault;

import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * The steps between which an engine may be killed: each names what has just been done, and what follows has not. A run that
 * was cut off at any of them goes on from there, and nothing of it is done twice that costs anything. Reaching one does
 * nothing, unless a test has said what it is to do.
 */
public enum FaultPoint {
    /** What is to happen was decided on, and is not in the log. The detail is the type of one of the events. */
    EVENTS_DECIDED,
    /** Events are in the log, and nothing has been done about them. The detail is the type of one of them. */
    EVENTS_WRITTEN,

    /** An attempt's worktree was added, and is not known to be whole. */
    WORKTREE_ADDED,
    /** The files of a layer are checked out, which was not given its name. */
    LAYER_CHECKED_OUT,
    /** A layer is there, and nothing stands on it. */
    LAYER_MADE,
    /** An attempt's worktree is an overlay, in which nothing was changed, and was not noted as complete. */
    OVERLAY_MADE,
    /** An attempt's worktree has a repository of its own, and was not noted as complete. */
    REPOSITORY_MADE,
    /** An attempt's workspace is there, its subagent was not started. */
    WORKSPACE_MADE,
    /** The set-up of a workspace has passed, and that was not noted. */
    WORKSPACE_SET_UP,
    /** What a set-up has made was taken out of its workspace, and is not there for others. */
    SET_UP_HANDED_OVER,
    /** What a set-up has made is there for others, and its own workspace does not stand on it. */
    SET_UP_SHARED,
    /** The script that carries an attempt out is written, and was not started. */
    SCRIPT_WRITTEN,
    /** A process was started, and the log does not know of it. */
    PROCESS_STARTED,
    /** A subagent has ended, and nothing of its work was collected. */
    SUBAGENT_ENDED,
    /** What an attempt left behind is a commit that is on no branch. */
    WORK_COMMITTED,
    /** What an attempt left behind is on its branch. */
    WORK_KEPT,
    /** An attempt's output is among the artifacts, and the log does not say so. */
    OUTPUT_STORED,
    /** An attempt's workspace is gone. */
    WORKSPACE_REMOVED,

    /** One of the branches was merged. */
    BRANCH_MERGED,
    /** The merged result is kept, and the log does not know of it. */
    MERGE_KEPT,
    /** The merge that a resolver is to bring to its end is begun in its worktree, which is not known to be whole. */
    MERGE_BEGUN,
    /** A conflict is checked out for its resolver, which was not started. */
    CONFLICT_CHECKED_OUT,
    /** A resolver was started. */
    RESOLVER_STARTED,
    /** A resolver has ended, and nothing of what it left was collected. */
    RESOLVER_ENDED,
    /** What a resolver left is kept, and was not judged. */
    RESOLUTION_KEPT,
    /** The result with the resolution in it is kept, and the log does not know of it. */
    RESOLUTION_MERGED,
    /** The worktree of a resolver is gone. */
    RESOLUTION_CLEARED,
    /** The merged result is checked out to be verified. */
    RESULT_CHECKED_OUT,
    /** The verification was started. */
    VERIFICATION_STARTED,
    /** The verification has ended, and the log does not say so. */
    VERIFICATION_ENDED,
    /** Worktrees have let go of the branches that are to be moved. */
    BRANCHES_LET_GO,
    /** The run's branch stands at the result. */
    RUN_BRANCH_MADE,
    /** The user's branch stands at the result. */
    USERS_BRANCH_MOVED;

    private static volatile BiConsumer<FaultPoint, String> whenReached = (point, detail) -> {};

    /** Says what is to be done at fault points from now on; for tests. */
    public static void whenReached(BiConsumer<FaultPoint, String> action) {
        whenReached = action;
    }

    /** Says that this point has been reached. */
    public void reached() {
        reached("");
    }

    /** Says that this point has been reached, with a detail that tells it from others of the same name. */
    public void reached(String detail) {
        whenReached.accept(this, detail);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
