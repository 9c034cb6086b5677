package dev.stretto.subagents.git;

import dev.stretto.engine.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The branch {@code stretto/RUN}, which stands at a run's result, and which has to go whenever a task of the run needs a
 * branch again. Whatever it stood at stays reachable. Every step may be done again.
 */
public final class RunBranch {
    /** How often somebody may commit on it at the very moment in which it is taken away. */
    private static final int TRIES = 3;

    private final Repository repository;
    private final Refs refs;
    private final String run;
    private final String ref;

    public RunBranch(Repository repository, String run) {
        this.repository = repository;
        this.refs = repository.refs();
        this.run = run;
        this.ref = RefNames.runBranchRef(run);
    }

    /**
     * Takes the branch away, and keeps what it stood at under {@code refs/stretto-results/RUN}.
     *
     * @return what the user should know
     */
    public List<String> setAside() throws GitException {
        return underLock(() -> takeAway(null));
    }

    /**
     * Lets the branch stand at a result. Commits on top of that very result are left where they are.
     *
     * @return what the user should know
     */
    public List<String> standAt(String commit) throws GitException {
        return underLock(() -> {
            List<String> notes = takeAway(commit);
            if (refs.commit(ref).isEmpty()) {
                refs.put(ref, commit);
            }
            return notes;
        });
    }

    /** @param next the result that the branch is to hold; null if it is to be gone */
    private List<String> takeAway(@Nullable String next) throws GitException, IOException {
        List<String> notes = new ArrayList<>();
        for (int left = TRIES; ; left--) {
            Optional<String> known = refs.commit(ref);
            if (known.isEmpty() || (next != null && refs.contains(next, known.get()))) {
                return notes;
            }
            letGo(known.get(), notes);
            // Until then it could still be committed on there.
            String last = refs.commit(ref).orElse(known.get());
            if (next == null || !refs.contains(last, next)) {
                refs.keep(RefNames.resultRef(run, last), last);
            }
            try {
                StaleLocks.past(
                        List.of(StaleLocks.ofBranch(repository, ref)),
                        () -> refs.change(List.of("delete " + ref + " " + last)));
            } catch (GitException e) {
                if (left == 0 || refs.commit(ref).equals(Optional.of(last))) {
                    throw e;
                }
            }
        }
    }

    private void letGo(String known, List<String> notes) throws GitException, IOException {
        for (Path worktree : new Checkouts(repository).letGo(Map.of(ref, known))) {
            notes.add("the checkout at " + worktree + " had " + RefNames.runBranch(run)
                    + " checked out; it stands at the same commit without a branch now");
        }
        FaultPoint.BRANCHES_LET_GO.reached(RefNames.runBranch(run));
    }

    private interface Step {
        List<String> execute() throws GitException, IOException;
    }

    private List<String> underLock(Step step) throws GitException {
        ReentrantLock lock = repository.lock();
        lock.lock();
        try {
            return step.execute();
        } catch (IOException e) {
            throw GitException.notEnded(
                    repository.workTree(), List.of("worktree", "list"), "could not be read: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
