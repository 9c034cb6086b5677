package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Removes a worktree once it is certain that nothing is lost with it. */
final class Removal {
    private final Repository repository;
    private final Origin origin;
    private final Worktree worktree;
    private final Path directory;

    Removal(Repository repository, Origin origin, Worktree worktree) {
        this.repository = repository;
        this.origin = origin;
        this.worktree = worktree;
        this.directory = worktree.directory();
    }

    /** Removes the worktree, and its branch if nothing was committed there. */
    void carryOut() throws GitException, IOException, WorkspaceException {
        removeDirectory();
        deleteUnusedBranch(repository, origin, worktree.ref().start());
    }

    /** Removes the worktree, and leaves all references where they are. */
    void removeDirectory() throws GitException, IOException, WorkspaceException {
        Optional<String> hindrance = hindrance(worktree.git());
        if (hindrance.isPresent()) {
            throw new WorkspaceException("the workspace " + directory + " of " + origin + " is kept: " + hindrance.get()
                    + ". Take out what you need, then delete the directory and run 'git worktree prune'");
        }
        Folders.moveAway(directory);
        clearUp(repository, directory);
    }

    /** What is left to do once the directory is out of the way; may be done again after it was cut off. */
    static void clearUp(Repository repository, Path directory) throws GitException, IOException {
        if (Registrations.of(repository, directory).isPresent()) {
            repository.forgetWorktree(directory);
        }
        Folders.delete(Folders.discarded(directory));
        Path ofTask = directory.resolveSibling("");
        repository.deleteEmpty(ofTask, ofTask.resolveSibling(""));
    }

    /**
     * Why it can't be removed; empty if it can.
     *
     * @param git the worktree's git, or one that writes its objects elsewhere
     */
    Optional<String> hindrance(Git git) throws GitException, IOException, WorkspaceException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(worktree.administration())) {
            return Optional.of("git no longer knows of it, so what is in it can't be compared with its branch");
        }
        if (Files.isDirectory(directory.resolve(".git"))) {
            return Optional.of("its .git was replaced with a repository of its own");
        }
        GitOutput head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        String checkedOut = head.succeeded() ? head.line() : worktree.ref().start();
        try (OwnIndex index = OwnIndex.of(worktree, git, checkedOut)) {
            List<String> embedded = index.embedded();
            if (!embedded.isEmpty()) {
                return Optional.of(
                        "it holds git repositories of its own, which are on no branch: " + String.join(", ", embedded));
            }
            Optional<String> holder = holder(index.tree(), checkedOut);
            return holder.isEmpty()
                    ? Optional.of("it holds changes that are on no branch")
                    : changed(index.changedSubmodules(), holder.get());
        }
    }

    private Optional<String> changed(List<String> submodules, String holder) throws GitException {
        List<String> changed = new ArrayList<>(submodules);
        changed.addAll(Changes.submodules(worktree.git(), worktree.ref().start(), holder));
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("submodules were changed, and their commits may exist only there: "
                        + String.join(", ", changed));
    }

    /** Some reference of this task has to hold the very files that are there, and the commit that is checked out. */
    private Optional<String> holder(String tree, String checkedOut) throws GitException {
        Refs refs = repository.refs();
        for (String holder : holders(refs)) {
            if (repository.git().line("rev-parse", holder + "^{tree}").equals(tree)
                    && refs.contains(checkedOut, holder)) {
                return Optional.of(holder);
            }
        }
        return Optional.empty();
    }

    private List<String> holders(Refs refs) throws GitException {
        RefNames names = origin.names();
        List<String> holders = new ArrayList<>(List.of(worktree.ref().start()));
        refs.commit(names.branchRef()).ifPresent(holders::add);
        refs.commit(names.integratedRef()).ifPresent(holders::add);
        refs.under(names.attemptRef(origin.attempt()) + "*").values().forEach(holders::add);
        return holders;
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
