package dev.stretto.subagents.git;

import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.run.WorkspaceRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes and finds the worktrees that attempts work in: one for each, at {@code ROOT/RUN/TASK/ATTEMPT}, on the task's
 * branch {@code stretto/RUN/TASK}. Safe for many attempts at once.
 */
public final class Worktrees {
    private final Path root;
    private final ConcurrentMap<String, Repository> repositories = new ConcurrentHashMap<>();

    /** @param workspacesRoot the directory below which all worktrees are made; it need not exist yet */
    public Worktrees(Path workspacesRoot) {
        this.root = workspacesRoot.toAbsolutePath().normalize();
    }

    /**
     * Makes an attempt's worktree. May be called again after a crash at any point: a complete worktree is given back as it
     * is, with whatever its subagent has changed, and one that was only begun is made afresh. What an earlier attempt left
     * on the task's branch is kept under {@code refs/stretto-attempts/RUN/TASK/ATTEMPT}. A run that was integrated is
     * reopened, see {@link #reopen}.
     *
     * @throws WorkspaceException if it can't be made, for instance because the commits that the attempt builds on collide
     */
    public Worktree prepare(AttemptOrder order) throws WorkspaceException {
        try {
            Repository repository = repository(order);
            GitVersion.require(repository.workTree());
            return new Preparation(repository, order, directory(order)).worktree();
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "the workspace for attempt " + order.id() + " of run " + order.run() + " could not be made: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Makes room for new attempts in a run that was integrated: its branch {@code stretto/RUN}, which stands in the way of
     * theirs, is taken away. What it stood at, with whatever was committed on top, is kept under {@code
     * refs/stretto-results/RUN}; checkouts that had it checked out stand at the same commit without a branch. Does nothing
     * if there is no such branch. {@link #prepare} does it, too.
     *
     * @return what the user should know
     */
    public List<String> reopen(String run, PinnedBase base) throws WorkspaceException {
        try {
            return new RunBranch(Repository.of(base), run).setAside();
        } catch (GitException e) {
            throw new WorkspaceException(
                    "run " + run + " can't be tried again: its branch " + RefNames.runBranch(run)
                            + " could not be moved aside: " + e.getMessage(),
                    e);
        }
    }

    /** An attempt's worktree, if it was completed and is still there. */
    public Optional<Worktree> find(AttemptOrder order) throws WorkspaceException {
        try {
            Repository repository = repository(order);
            Path directory = directory(order);
            Optional<Path> administration = Registrations.of(repository, directory);
            if (administration.isEmpty()) {
                return Optional.empty();
            }
            return Registrations.start(administration.get(), directory)
                    .map(start -> worktree(repository, order, directory, administration.get(), start));
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "the workspace of attempt " + order.id() + " of run " + order.run() + " can't be looked for: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Keeps Stretto's data directory out of git, by one line in the repository's {@code info/exclude}. Does nothing if the
     * line is there already, or if the directory lies outside the work tree.
     */
    public static void exclude(Path workTree, Path dataDirectory) throws WorkspaceException {
        try {
            Exclusion.add(workTree, dataDirectory);
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    dataDirectory + " could not be excluded from the git repository at " + workTree + ": "
                            + e.getMessage(),
                    e);
        }
    }

    static Worktree worktree(
            Repository repository, AttemptOrder order, Path directory, Path administration, String start) {
        RefNames names = new RefNames(order.run(), order.id().task());
        return new Worktree(
                repository,
                new Origin(names, order.id().attempt(), order.task().title()),
                new WorkspaceRef(directory.toString(), names.branch(), start),
                administration);
    }

    private Path directory(AttemptOrder order) throws IOException {
        Path directory = root.resolve(order.run())
                .resolve(order.id().task())
                .resolve(String.valueOf(order.id().attempt()));
        return RealPaths.of(directory);
    }

    private Repository repository(AttemptOrder order) throws GitException, WorkspaceException {
        PinnedBase base = order.base();
        if (base == null) {
            throw new WorkspaceException("attempt " + order.id() + " of run " + order.run()
                    + " has no base, so it can't have a worktree. Name a repository in the plan's workspace");
        }
        Repository known = repositories.get(base.repository());
        if (known != null) {
            return known;
        }
        Repository found = Repository.of(base);
        repositories.put(base.repository(), found);
        return found;
    }
}
