package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.plan.EscapedTaskId;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitVersion;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.RunBranch;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and finds the worktrees that attempts work in: one for each, at {@code ROOT/RUN/TASK/ATTEMPT}, on the task's
 * branch {@code stretto/RUN/TASK}. Safe for many attempts at once.
 */
public final class Worktrees {
    private static final Pattern ATTEMPT =
            Pattern.compile("([1-9]\\d{0,8})(?:" + Pattern.quote(Folders.DISCARDED) + ")?");

    private final Path root;
    private final Layers layers;
    private final ConcurrentMap<String, Repository> repositories = new ConcurrentHashMap<>();

    /** @param workspacesRoot the directory below which all worktrees are made; it need not exist yet */
    public Worktrees(Path workspacesRoot) {
        this.root = workspacesRoot.toAbsolutePath().normalize();
        this.layers = new Layers(root);
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
            return new Preparation(repository, order, directory(order), layers).worktree();
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
            new WorktreePlace(directory, administration.get()).restore();
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
     * Removes an attempt's worktree, or what a removal that was cut off has left of it. Does nothing if there is none.
     *
     * @throws WorkspaceException if something in it would be lost, or it can't be removed
     */
    public void remove(AttemptOrder order) throws WorkspaceException {
        Optional<Worktree> whole = find(order);
        if (whole.isPresent()) {
            whole.get().remove();
            return;
        }
        try {
            Path directory = directory(order);
            boolean cutOff = Files.exists(Folders.discarded(directory), LinkOption.NOFOLLOW_LINKS)
                    && Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
            if (cutOff) {
                Repository repository = repository(order);
                Removal.clearUp(repository, directory);
                Removal.deleteEmptyFolders(repository, directory);
                Removal.deleteUnusedBranch(repository, origin(order), StartCommit.of(repository, order));
            }
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "what is left of the workspace of attempt " + order.id() + " of run " + order.run()
                            + " could not be removed: " + e.getMessage(),
                    e);
        }
    }

    /** The attempts of a run that have a worktree, or what a removal that was cut off has left of one. */
    public List<AttemptId> left(String run) throws IOException {
        List<AttemptId> left = new ArrayList<>();
        for (Path task : Folders.entries(root.resolve(run))) {
            for (Path attempt : Folders.entries(task)) {
                Matcher number = ATTEMPT.matcher(attempt.getFileName().toString());
                if (number.matches()) {
                    String id = EscapedTaskId.id(task.getFileName().toString());
                    left.add(new AttemptId(id, Integer.parseInt(number.group(1))));
                }
            }
        }
        return left;
    }

    /** Removes the folders of a run in which there is no worktree any more: a removal that was cut off may have left them. */
    public void removeEmptyFolders(String run, PinnedBase base) throws WorkspaceException {
        try {
            List<Path> folders = new ArrayList<>(Folders.entries(root.resolve(run)));
            folders.add(root.resolve(run));
            Repository.of(base).deleteEmpty(folders.toArray(Path[]::new));
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "the folders of the workspaces of run " + run + " could not be removed: " + e.getMessage(), e);
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
        Origin origin = origin(order);
        WorkspaceRef ref = new WorkspaceRef(directory.toString(), origin.names().branch(), start);
        return new Worktree(repository, origin, ref, administration);
    }

    private static Origin origin(AttemptOrder order) {
        return new Origin(
                new RefNames(order.run(), order.id().task()),
                order.id().attempt(),
                order.task().title());
    }

    private Path directory(AttemptOrder order) throws IOException {
        Path directory = root.resolve(order.run())
                .resolve(EscapedTaskId.of(order.id().task()))
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
