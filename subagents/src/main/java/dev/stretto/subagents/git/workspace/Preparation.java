package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.git.Checkouts;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.RunBranch;
import dev.stretto.subagents.git.StaleLocks;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes one worktree, from whatever an interrupted call left behind. The last step is a mark in git's folder for the
 * worktree: without it no subagent has ever worked there.
 */
final class Preparation {
    private final Repository repository;
    private final AttemptOrder order;
    private final RefNames names;
    private final Path directory;
    private final Layers layers;

    Preparation(Repository repository, AttemptOrder order, Path directory, Layers layers) {
        this.layers = layers;
        this.repository = repository;
        this.order = order;
        this.names = new RefNames(order.run(), order.id().task());
        this.directory = directory;
    }

    Worktree worktree() throws GitException, IOException, WorkspaceException {
        ReentrantLock lock = repository.lockOf(names.branchRef());
        lock.lock();
        try {
            return prepared();
        } finally {
            lock.unlock();
        }
    }

    private Worktree prepared() throws GitException, IOException, WorkspaceException {
        Optional<Path> administration = Registrations.of(repository, directory);
        if (administration.isPresent()) {
            new WorktreePlace(directory, administration.get()).restore();
            Optional<String> start = Registrations.start(administration.get(), directory);
            if (start.isPresent()) {
                return Worktrees.worktree(repository, order, directory, administration.get(), start.get());
            }
        }
        String start = StartCommit.of(repository, order);
        Leftovers.clear(directory, administration, start);
        boolean madeBefore = administration.isPresent();
        if (madeBefore) {
            Optional<PrivateRepository> own =
                    PrivateRepository.of(repository, new WorktreePlace(directory, administration.get()));
            if (own.isPresent()) {
                own.get().bringIn(names, order.id().attempt());
            }
            keepHead(administration.get(), start);
        }
        Path registered = registered(start, madeBefore);
        WorktreePlace place = new WorktreePlace(directory, registered);
        boolean overlaid = order.isolation() == Isolation.OVERLAY && overlaid(place, start);
        if (!overlaid) {
            checkOut(place.git(), start);
        }
        RefsBefore.save(repository.refs(), registered);
        Provisioning.forget(registered);
        if (overlaid || order.isolation() != Isolation.WORKTREE) {
            PrivateRepository.make(repository, place, names.branchRef());
            FaultPoint.REPOSITORY_MADE.reached(order.id().toString());
        }
        Path unfinished = registered.resolve(Registrations.READY + ".new");
        Files.writeString(unfinished, start + "\n");
        Files.move(unfinished, registered.resolve(Registrations.READY));
        return Worktrees.worktree(repository, order, directory, registered, start);
    }

    /**
     * The commit is named, so that the files come even if something has deleted the branch meanwhile: a reset to a branch that is not
     * there would leave an empty folder.
     */
    private static void checkOut(Git git, String start) throws GitException {
        git.run("reset", "--quiet", "--hard", "--no-recurse-submodules", start);
    }

    /**
     * Makes the worktree an overlay on the checkout of the run's base, which all attempts share.
     *
     * @return false if it can't be one: on this machine, or because a function of this process can't be led into it
     */
    private boolean overlaid(WorktreePlace place, String start) throws GitException, IOException {
        PinnedBase base = order.base();
        if (base == null || order.task().subagent() instanceof SubagentSpec.Function || !layers.usable()) {
            return false;
        }
        layers.overlay(
                repository,
                base.commit(),
                place,
                "its files are seen by 'stretto open " + order.run() + " "
                        + order.id().task() + "'");
        FaultPoint.OVERLAY_MADE.reached(order.id().toString());
        if (!start.equals(base.commit())) {
            checkOut(place.gitChangingFiles(), start);
        }
        return true;
    }

    /** Makes the branch, and a worktree without files that has it checked out. */
    private Path registered(String start, boolean madeBefore) throws GitException, IOException, WorkspaceException {
        startBranch(start, madeBefore);
        repository.addWorktree(directory, start);
        FaultPoint.WORKTREE_ADDED.reached(order.id().toString());
        Path administration = Registrations.of(repository, directory)
                .orElseThrow(() -> new WorkspaceException("git made no worktree at " + directory));
        new WorktreePlace(directory, administration).git().run("symbolic-ref", "HEAD", names.branchRef());
        return administration;
    }

    /** The directory is gone, but git may still know of commits that were made there on no branch. */
    private void keepHead(Path administration, String start) throws GitException {
        GitOutput head = repository.git(administration).attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        Refs refs = repository.refs();
        if (head.succeeded() && !refs.contains(head.line(), start)) {
            refs.keep(names.asideRef(order.id().attempt()), head.line());
        }
    }

    private void startBranch(String start, boolean madeBefore) throws GitException, IOException, WorkspaceException {
        Map<String, String> known =
                repository.refs().matching(RefNames.runBranchRef(order.run()), names.integratedRef());
        if (known.containsKey(RefNames.runBranchRef(order.run()))) {
            new RunBranch(repository, order.run()).setAside();
        }
        String integrated = known.get(names.integratedRef());
        if (integrated != null) {
            // Git would find it, and not the branch, by the name that both have.
            keep(integrated, start, madeBefore);
            repository.refs().change(List.of("delete " + names.integratedRef() + " " + integrated));
        }
        String earlier = known.get(names.branchRef());
        if (earlier != null) {
            boolean letGo = !new Checkouts(repository)
                    .letGo(Map.of(names.branchRef(), earlier))
                    .isEmpty();
            // Until then it could still be committed on there.
            earlier = letGo ? repository.refs().commit(names.branchRef()).orElse(earlier) : earlier;
            keep(earlier, start, madeBefore);
        }
        if (!start.equals(earlier)) {
            putBranch(start);
        }
    }

    private void keep(String earlier, String start, boolean madeBefore) throws GitException {
        Refs refs = repository.refs();
        if (!refs.contains(earlier, start)) {
            int attempt = order.id().attempt();
            refs.keep(madeBefore ? names.asideRef(attempt) : names.attemptRef(attempt - 1), earlier);
        }
    }

    private void putBranch(String start) throws IOException, WorkspaceException {
        String branch = names.branchRef();
        try {
            StaleLocks.past(
                    List.of(StaleLocks.ofBranch(repository, branch)),
                    () -> repository.refs().put(branch, start));
        } catch (GitException e) {
            throw new WorkspaceException(
                    "the branch " + names.branch() + " could not be made: " + e.getMessage()
                            + ". If a branch 'stretto' or '" + RefNames.runBranch(order.run())
                            + "' is in the way, rename it with 'git branch -m'",
                    e);
        }
    }
}
