package dev.stretto.subagents.git;

import dev.stretto.engine.plan.EscapedTaskId;
import java.util.List;

/**
 * The names under which a task's work is kept in the repository.
 *
 * @param run the run's id
 * @param task the task's id; it may be a path, and is escaped in all names
 */
public record RefNames(String run, String task) {

    /** The names of the task with this name of a folder, or last part of a branch. */
    public static RefNames ofName(String run, String name) {
        return new RefNames(run, EscapedTaskId.id(name));
    }

    /** The task's id as it stands in the names of folders and references. */
    public String taskName() {
        return EscapedTaskId.of(task);
    }

    /** The task's branch, as the user types it. */
    public String branch() {
        return "stretto/" + run + "/" + taskName();
    }

    /** The task's branch while the run lasts. */
    public String branchRef() {
        return "refs/heads/" + branch();
    }

    /** What an earlier attempt left on the branch. */
    public String attemptRef(int attempt) {
        return attemptPrefix() + attempt;
    }

    /** Where the references of all attempts are, and of what resolvers left. */
    public String attemptPrefix() {
        return "refs/stretto-attempts/" + run + "/" + taskName() + "/";
    }

    /** Commits of an attempt that are not part of what was harvested. */
    public String asideRef(int attempt) {
        return attemptRef(attempt) + "-aside";
    }

    /** What a resolver left that was to bring this task together with the rest. */
    public String resolutionRef(int round) {
        return attemptPrefix() + "resolution-" + round;
    }

    /** The task's branch once the run's own branch has taken its place. Git finds it by the same short name. */
    public String integratedRef() {
        return integratedPrefix(run) + taskName();
    }

    public static String branchPrefix(String run) {
        return "refs/heads/stretto/" + run + "/";
    }

    public static String integratedPrefix(String run) {
        return "refs/stretto/" + run + "/";
    }

    /** The branch that holds a run's merged result. */
    public static String runBranch(String run) {
        return "stretto/" + run;
    }

    public static String runBranchRef(String run) {
        return "refs/heads/" + runBranch(run);
    }

    /** Where the results are that the run's branch stood at before. */
    public static String resultPrefix(String run) {
        return "refs/stretto-results/" + run + "/";
    }

    /** A result that the run's branch stood at before. */
    public static String resultRef(String run, String commit) {
        return resultPrefix(run) + commit.substring(0, Refs.SHORT_ID);
    }

    /** Everything of a run that has a name, or is below it. */
    public static String[] ofRun(String run) {
        return new String[] {
            runBranchRef(run),
            "refs/stretto/" + run,
            "refs/stretto-attempts/" + run,
            "refs/stretto-results/" + run,
            "refs/stretto-trials/" + run,
            mergeRef(run)
        };
    }

    /** Where the work of a run's tasks is. */
    public static List<String> workPrefixes(String run) {
        return List.of(branchPrefix(run), integratedPrefix(run), "refs/stretto-attempts/" + run + "/");
    }

    /** Keeps the merged work of some tasks from being collected as garbage while it is verified. */
    public static String trialRef(String run, String key) {
        return trialPrefix(run) + key;
    }

    /** Where those are. */
    public static String trialPrefix(String run) {
        return "refs/stretto-trials/" + run + "/";
    }

    /** Keeps a merged result from being collected as garbage until it is integrated. */
    public static String mergeRef(String run) {
        return "refs/stretto-merges/" + run;
    }
}
