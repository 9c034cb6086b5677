package dev.stretto.subagents.git.integration;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.subagents.git.Checkouts;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.RunBranch;
import dev.stretto.subagents.git.StaleLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives a run's merged result its branch, {@code stretto/RUN}, and on request moves the user's branch forward to it.
 *
 * <p>Git can't have the branches {@code stretto/RUN} and {@code stretto/RUN/TASK} at once. So the tasks' branches are
 * first copied to {@code refs/stretto/RUN/TASK}, where git finds them by the same short name, and then deleted. Every
 * step may be repeated, and none loses anything if the next one is not reached.
 *
 * <p>A run that was tried again is integrated again. What its branch stood at before is kept under {@code
 * refs/stretto-results/RUN}.
 */
public final class Integrator {

    /**
     * Makes the run's branch.
     *
     * @param commit the merged result
     * @param moveUsersBranch whether to move the user's branch, too, if it can be moved forward from where it
     *     stands and its checkout is clean
     */
    public Integration integrate(String run, PinnedBase base, String commit, boolean moveUsersBranch)
            throws GitException {
        Repository repository = Repository.of(base);
        List<String> notes = new ArrayList<>();
        ReentrantLock lock = repository.lock();
        lock.lock();
        try {
            removeBranches(repository, run, notes);
            notes.addAll(new RunBranch(repository, run).standAt(commit));
            FaultPoint.RUN_BRANCH_MADE.reached(run);
            // From here on the branch protects it from being collected.
            forgetMerges(repository, run);
            EarlierResults earlier = EarlierResults.of(repository, base, run);
            notes.addAll(earlier.notesBeside(commit));
            String moved = null;
            if (moveUsersBranch) {
                moved = move(new UsersBranch(repository, base, earlier), commit, RefNames.runBranch(run), notes);
            }
            String note = notes.isEmpty() ? null : String.join(". ", notes);
            return new Integration(RefNames.runBranch(run), moved, note);
        } finally {
            lock.unlock();
        }
    }

    /** The result is on the run's branch by now: that the user's can't be moved is no failure of that. */
    private static @Nullable String move(UsersBranch branch, String commit, String runBranch, List<String> notes) {
        try {
            return switch (branch.moveTo(commit, runBranch)) {
                case UsersBranch.Moved done -> done.branch();
                case UsersBranch.Stays stays -> {
                    notes.add(stays.note());
                    yield null;
                }
            };
        } catch (GitException e) {
            notes.add("your branch could not be moved: " + e.getMessage() + "; 'git merge " + runBranch
                    + "' takes the result over");
            return null;
        }
    }

    private static void forgetMerges(Repository repository, String run) throws GitException {
        List<String> deletions = new ArrayList<>(List.of("delete " + RefNames.mergeRef(run)));
        repository.refs().under(RefNames.trialPrefix(run)).keySet().forEach(ref -> deletions.add("delete " + ref));
        repository.refs().change(deletions);
    }

    private static void removeBranches(Repository repository, String run, List<String> notes) throws GitException {
        Refs refs = repository.refs();
        String prefix = RefNames.branchPrefix(run);
        Map<String, String> branches = refs.under(prefix);
        if (branches.isEmpty()) {
            return;
        }
        try {
            for (Path worktree : new Checkouts(repository).letGo(branches)) {
                if (worktree.equals(repository.workTree())) {
                    notes.add("the checkout at " + worktree + " had a task's branch checked out; it stands at the same"
                            + " commit without a branch now");
                }
            }
            FaultPoint.BRANCHES_LET_GO.reached(run);
            Map<String, String> known = refs.under(RefNames.integratedPrefix(run));
            List<Path> locks = new ArrayList<>();
            List<String> copies = new ArrayList<>();
            List<String> deletions = new ArrayList<>();
            // Until then it could still be committed on there.
            for (Map.Entry<String, String> branch : refs.under(prefix).entrySet()) {
                String name = RefNames.integratedPrefix(run) + branch.getKey().substring(prefix.length());
                copies.addAll(copy(refs, known.get(name), name, branch.getValue()));
                deletions.add("delete " + branch.getKey() + " " + branch.getValue());
                locks.add(StaleLocks.ofBranch(repository, branch.getKey()));
            }
            refs.change(copies);
            StaleLocks.past(locks, () -> refs.change(deletions));
        } catch (IOException e) {
            throw GitException.notEnded(
                    repository.workTree(), List.of("worktree", "list"), "could not be read: " + e.getMessage(), e);
        }
    }

    /** What stands under the name already is kept beside it, unless it is part of the work. */
    private static List<String> copy(Refs refs, @Nullable String known, String name, String commit)
            throws GitException {
        List<String> instructions = new ArrayList<>();
        if (known != null && !refs.contains(known, commit)) {
            instructions.add("update " + name + "-" + known + " " + known);
        }
        instructions.add("update " + name + " " + commit);
        return instructions;
    }
}
