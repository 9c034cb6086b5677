package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Checkouts;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.UnfinishedOperations;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Removes a worktree once it is certain that nothing is lost with it. */
public final class Removal {
    private final Repository repository;
    private final String whose;
    private final WorktreePlace place;
    private final Path directory;
    private final String start;
    private final String before;
    private final List<String> holders;
    /** Whose worktree it is; null for a resolver's. An operation of git that is open there was begun by Stretto itself. */
    private final @Nullable Origin origin;

    /**
     * @param whose what to call whoever worked there
     * @param start the commit that was checked out before anybody worked there
     * @param before what was there then: that commit, or the id of a tree
     * @param holders which references may hold what is there now, as patterns
     */
    public Removal(
            Repository repository,
            String whose,
            WorktreePlace place,
            String start,
            String before,
            List<String> holders) {
        this(repository, whose, place, start, before, holders, null);
    }

    private Removal(
            Repository repository,
            String whose,
            WorktreePlace place,
            String start,
            String before,
            List<String> holders,
            @Nullable Origin origin) {
        this.origin = origin;
        this.repository = repository;
        this.whose = whose;
        this.place = place;
        this.directory = place.directory();
        this.start = start;
        this.before = before;
        this.holders = List.copyOf(holders);
    }

    public static Removal ofAttempt(Repository repository, Origin origin, Worktree worktree) {
        RefNames names = origin.names();
        return new Removal(
                repository,
                origin.toString(),
                worktree.place(),
                worktree.ref().start(),
                worktree.ref().start(),
                List.of(names.branchRef(), names.integratedRef(), names.attemptRef(origin.attempt()) + "*"),
                origin);
    }

    /** Removes the worktree, and leaves all references where they are. */
    public void execute() throws GitException, IOException, WorkspaceException {
        Optional<String> hindrance = hindrance(place.gitWithFiles());
        if (hindrance.isPresent()) {
            throw new WorkspaceException("the workspace " + directory + " of " + whose + " is kept: " + hindrance.get()
                    + ". Take out what you need, then delete the directory and run 'git worktree prune'");
        }
        Folders.moveAway(directory);
        clearUp(repository, directory);
    }

    /** True if a folder belongs to one of these worktrees, and goes with it: a repository of its own, or part of an overlay. */
    public static boolean belongsTo(Set<Path> worktrees, Path folder) {
        String name = folder.getFileName().toString();
        return Stream.concat(Stream.of(PrivateRepository.SUFFIX), Overlay.suffixes().stream())
                .filter(name::endsWith)
                .map(suffix -> folder.resolveSibling(name.substring(0, name.length() - suffix.length())))
                .anyMatch(worktrees::contains);
    }

    /** What is left to do once the directory is out of the way; may be done again after it was cut off. */
    public static void clearUp(Repository repository, Path directory) throws GitException, IOException {
        if (Registrations.of(repository, directory).isPresent()) {
            repository.forgetWorktree(directory);
        }
        PrivateRepository.delete(directory);
        Overlay.delete(directory);
        // The last of it: as long as it is there, what is left can be found and removed.
        Folders.delete(Folders.discarded(directory));
    }

    /** Deletes the folders around an attempt's worktree, as far as there is nothing in them any more. */
    static void deleteEmptyFolders(Repository repository, Path directory) throws IOException {
        Path ofTask = directory.resolveSibling("");
        repository.deleteEmpty(ofTask, ofTask.resolveSibling(""));
    }

    /**
     * Why it can't be removed; empty if it can.
     *
     * @param git the worktree's git for its files, or one that writes its objects elsewhere
     */
    public Optional<String> hindrance(Git git) throws GitException, IOException, WorkspaceException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(place.administration())) {
            return Optional.of("git no longer knows of it, so what is in it can't be compared with its branch");
        }
        if (origin != null) {
            Worktree.bringIn(repository, origin, place);
        }
        if (Files.isDirectory(place.stored(directory.resolve(".git")))) {
            return Optional.of("its .git was replaced with a repository of its own");
        }
        List<String> open = UnfinishedOperations.names(place.administration());
        if (origin != null && !open.isEmpty()) {
            return Optional.of(String.join(" and ", open) + " is open there");
        }
        GitOutput head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        String checkedOut = head.succeeded() ? head.line() : start;
        try (OwnIndex index = OwnIndex.of(place, git, checkedOut)) {
            List<String> embedded = index.embedded();
            if (!embedded.isEmpty()) {
                return Optional.of(
                        "it holds git repositories of its own, which are on no branch: " + String.join(", ", embedded));
            }
            String tree = index.tree();
            if (!index.refused().isEmpty()) {
                return Optional.of("it holds files that git can't take in: " + String.join(", ", index.refused()));
            }
            Optional<String> holder = holder(tree, checkedOut);
            return holder.isEmpty()
                    ? Optional.of("it holds changes that are on no branch")
                    : changed(index.changedSubmodules(), holder.get());
        }
    }

    private Optional<String> changed(List<String> submodules, String holder) throws GitException {
        List<String> changed = new ArrayList<>(submodules);
        changed.addAll(Changes.submodules(place.git(), before, holder));
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("submodules were changed, and their commits may exist only there: "
                        + String.join(", ", changed));
    }

    /** One of the references has to hold the very files that are there, and the commit that is checked out. */
    private Optional<String> holder(String tree, String checkedOut) throws GitException {
        Refs refs = repository.refs();
        GitOutput began = repository.git().attempt("rev-parse", "--verify", "--quiet", before + "^{tree}");
        if (began.line().equals(tree) && refs.contains(checkedOut, start)) {
            return Optional.of(before);
        }
        for (String holder : refs.matching(holders.toArray(String[]::new)).values()) {
            String held = repository.git().line("rev-parse", "--verify", holder + "^{tree}");
            if (held.equals(tree) && refs.contains(checkedOut, holder)) {
                return Optional.of(holder);
            }
        }
        return looksOnly(tree, checkedOut) ? Optional.of(before) : Optional.empty();
    }

    /** True if what is checked out is a version that another reference holds, unchanged. */
    private boolean looksOnly(String tree, String checkedOut) throws GitException {
        List<String> named = new ArrayList<>(List.of(
                "for-each-ref", "--count=1", "--contains=" + checkedOut, "refs/heads/", "refs/tags/", "refs/remotes/"));
        named.addAll(holders);
        return repository
                        .git()
                        .line("rev-parse", "--verify", checkedOut + "^{tree}")
                        .equals(tree)
                && !repository.git().run(named.toArray(String[]::new)).lines().isEmpty();
    }

    /** Deletes the task's branch if it holds nothing but what the attempt started from. */
    static void deleteUnusedBranch(Repository repository, Origin origin, String start) throws GitException {
        String branch = origin.names().branchRef();
        ReentrantLock lock = repository.lockOf(branch);
        lock.lock();
        try {
            Refs refs = repository.refs();
            Optional<String> commit = refs.commit(branch);
            if (commit.isPresent()
                    && refs.contains(commit.get(), start)
                    && !new Checkouts(repository).branches().containsValue(branch)) {
                refs.change(List.of("delete " + branch + " " + commit.get()));
            }
        } finally {
            lock.unlock();
        }
    }
}
