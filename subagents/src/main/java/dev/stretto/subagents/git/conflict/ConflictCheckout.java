package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.EscapedTaskId;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Blobs;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitVersion;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.LastChange;
import dev.stretto.subagents.git.workspace.Leftovers;
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.git.workspace.Removal;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.git.workspace.WorktreePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The worktree that a resolver works in, on no branch: the result so far, with the merge of the task's work begun in it as {@code
 * git merge --no-commit} begins it. So {@code git status}, {@code git show :2:PATH} and {@code git mergetool} work there.
 */
public final class ConflictCheckout {
    /** What the names of their folders begin with, followed by the task's name. No task's name begins so. */
    private static final String FOLDER = "_resolution-";

    private final Repository repository;
    private final RefNames names;
    private final WorktreePlace place;
    private final ConflictMark mark;

    private ConflictCheckout(Repository repository, RefNames names, WorktreePlace place, ConflictMark mark) {
        this.repository = repository;
        this.names = names;
        this.place = place;
        this.mark = mark;
    }

    /**
     * Makes the checkout for a resolution, at {@code ROOT/RUN/_resolution-TASK}. May be called again after a crash at any point: a
     * complete one is given back as it is, with whatever its resolver has changed, and one that was only begun is made afresh. What
     * is there of an earlier round is kept, and gives way.
     *
     * @param workspaces the directory below which all worktrees are made
     * @throws WorkspaceException if it can't be made, or the conflict is none that a resolver can be shown
     */
    public static ConflictCheckout prepare(ResolutionOrder order, Path workspaces) throws WorkspaceException {
        try {
            Repository repository = Repository.of(order.base());
            GitVersion.require(repository.workTree());
            Path directory = RealPaths.of(directory(workspaces, order.run(), order.task()));
            Optional<ConflictCheckout> there = of(repository, order.run(), directory);
            boolean asWanted = there.isPresent()
                    && there.get()
                            .mark
                            .isFor(
                                    order.round(),
                                    order.soFar().commit(),
                                    order.branch().commit());
            if (asWanted) {
                return there.get();
            }
            ConflictPreparation preparation = new ConflictPreparation(repository, order, directory);
            if (there.isPresent()) {
                there.get().giveWay();
            }
            preparation.make();
            return of(repository, order.run(), directory)
                    .orElseThrow(() -> new WorkspaceException("git made no worktree at " + directory));
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "the conflict of task '" + order.task() + "' of run " + order.run() + " could not be checked out: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Keeps what a resolver has left in such a checkout, and removes that, or what a removal that was cut off has left of it. Does
     * nothing if there is none.
     *
     * @param workspaces the directory below which all worktrees are made
     * @throws WorkspaceException if something in it would be lost, or it can't be removed
     */
    public static void cleanUp(PinnedBase base, Path workspaces, String run, String task) throws WorkspaceException {
        Path directory = directory(workspaces, run, task);
        try {
            Repository repository = Repository.of(base);
            Path real = RealPaths.of(directory);
            Optional<ConflictCheckout> there = of(repository, run, real);
            if (there.isPresent()) {
                there.get().keep();
                there.get().removal().execute();
            } else {
                removeBegun(repository, run, real);
            }
            repository.deleteEmpty(real.resolveSibling(""));
            FaultPoint.RESOLUTION_CLEARED.reached(run);
        } catch (GitException | IOException e) {
            throw new WorkspaceException("the checkout " + directory + " could not be removed: " + e.getMessage(), e);
        }
    }

    private static void removeBegun(Repository repository, String run, Path directory)
            throws GitException, IOException {
        Optional<Path> administration = Registrations.of(repository, directory);
        if (administration.isPresent() && ConflictMark.begun(administration.get())) {
            ResolutionHarvest.keepHead(repository, names(run, directory), administration.get());
            Folders.moveAway(directory);
        }
        if (!Files.isDirectory(directory)) {
            Removal.clearUp(repository, directory);
        }
    }

    /** The tasks of a run whose resolvers have a worktree, or what a removal that was cut off has left of one. */
    public static List<String> left(Path workspaces, String run) throws IOException {
        return Folders.entries(workspaces.resolve(run)).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(name -> name.startsWith(FOLDER))
                .map(name -> name.substring(FOLDER.length()))
                .map(task -> task.endsWith(Folders.DISCARDED)
                        ? task.substring(0, task.length() - Folders.DISCARDED.length())
                        : task)
                .map(EscapedTaskId::id)
                .distinct()
                .toList();
    }

    /** Where the checkout for a task is. */
    static Path directory(Path workspaces, String run, String task) {
        return workspaces.resolve(run).resolve(FOLDER + EscapedTaskId.of(task));
    }

    /** The checkout in a directory, if there is a complete one. */
    public static Optional<ConflictCheckout> of(Repository repository, String run, Path directory) throws IOException {
        Optional<Path> administration = Registrations.of(repository, directory);
        if (administration.isEmpty() || !Files.isDirectory(directory)) {
            return Optional.empty();
        }
        return ConflictMark.of(administration.get())
                .map(mark -> new ConflictCheckout(
                        repository, names(run, directory), new WorktreePlace(directory, administration.get()), mark));
    }

    private static RefNames names(String run, Path directory) {
        return RefNames.ofName(run, directory.getFileName().toString().substring(FOLDER.length()));
    }

    /** Its absolute path. */
    public Path directory() {
        return place.directory();
    }

    /** When a file or directory in it was last changed, see {@link Worktree#lastChange}. */
    public Instant lastChange() {
        return LastChange.in(place.directory());
    }

    /** The sides of each file in conflict, for the resolver to read, as Markdown. */
    public String sides() throws WorkspaceException {
        try {
            return new ConflictSides(Blobs.in(repository.workTree()), conflict(), names.task()).asMarkdown();
        } catch (GitException e) {
            throw new WorkspaceException("the conflict in " + directory() + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Commits everything that the resolver has left there, under {@code refs/stretto-attempts/RUN/TASK/resolution-ROUND}, and judges
     * it. May be called again: what has not changed since gives the same commit.
     *
     * @param order what the checkout was made for
     * @param failure how the resolver failed, in words; empty if it did what it was asked
     * @throws WorkspaceException if the directory is gone or git can't read it
     */
    public HarvestedResolution harvest(ResolutionOrder order, Optional<String> failure) throws WorkspaceException {
        try {
            return new ResolutionHarvest(repository, names, place, mark).result(order, failure);
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "what the resolver of task '" + names.task() + "' left in " + directory()
                            + " could not be committed: " + e.getMessage() + ". It stays where it is",
                    e);
        }
    }

    /** Commits everything that is there, without judging it. */
    void keep() throws GitException, IOException, WorkspaceException {
        new ResolutionHarvest(repository, names, place, mark).keep();
    }

    public Removal removal() {
        return new Removal(
                repository,
                "the resolver of task '" + names.task() + "' of run " + names.run(),
                place,
                mark.ours(),
                mark.tree(),
                List.of(names.attemptPrefix() + "resolution-*"));
    }

    /** Provisions it: copied files and the set-up. */
    public Provisioning provisioning() {
        return new Provisioning(repository, place);
    }

    public WorktreePlace place() {
        return place;
    }

    /** Makes room for another checkout in the same place. */
    private void giveWay() throws GitException, IOException, WorkspaceException {
        keep();
        if (removal().hindrance(place.gitWithFiles()).isEmpty()) {
            removal().execute();
        } else {
            Leftovers.moveAside(directory());
        }
    }

    private MetConflict conflict() throws GitException, WorkspaceException {
        return MetConflict.of(repository, mark.ours(), mark.theirs());
    }
}
