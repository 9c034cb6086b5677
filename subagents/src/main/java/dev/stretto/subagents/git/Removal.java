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

    void carryOut() throws GitException, IOException, WorkspaceException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            requireKept();
        }
        Folders.moveAway(directory);
        clearUp(repository, origin, worktree.ref().start(), directory);
    }

    /** What is left to do once the directory is out of the way; may be done again after it was cut off. */
    static void clearUp(Repository repository, Origin origin, String start, Path directory)
            throws GitException, IOException {
        if (Registrations.of(repository, directory).isPresent()) {
            repository.forgetWorktree(directory);
        }
        deleteUnusedBranch(repository, origin.names().branchRef(), start);
        Folders.delete(Folders.discarded(directory));
        Path ofTask = directory.resolveSibling("");
        Folders.deleteEmpty(ofTask);
        Folders.deleteEmpty(ofTask.resolveSibling(""));
    }

    private void requireKept() throws GitException, IOException, WorkspaceException {
        if (!Files.isDirectory(worktree.administration())) {
            throw refusal("git no longer knows of it, so what is in it can't be compared with its branch");
        }
        if (Files.isDirectory(directory.resolve(".git"))) {
            throw refusal("its .git was replaced with a repository of its own");
        }
        Git git = worktree.git();
        GitOutput head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        String checkedOut = head.succeeded() ? head.line() : worktree.ref().start();
        try (OwnIndex index = OwnIndex.of(worktree, checkedOut)) {
            if (!index.embedded().isEmpty()) {
                throw refusal("it holds git repositories of its own, which are on no branch: "
                        + String.join(", ", index.embedded()));
            }
            String holder = holder(index.tree(), checkedOut);
            requireUnchanged(index.changedSubmodules(), holder);
        }
    }

    private void requireUnchanged(List<String> submodules, String holder) throws WorkspaceException, GitException {
        List<String> changed = new ArrayList<>(submodules);
        changed.addAll(Changes.submodules(worktree.git(), worktree.ref().start(), holder));
        if (!changed.isEmpty()) {
            throw refusal(
                    "submodules were changed, and their commits may exist only there: " + String.join(", ", changed));
        }
    }

    /** Some reference of this task has to hold the very files that are there, and the commit that is checked out. */
    private String holder(String tree, String checkedOut) throws GitException, WorkspaceException {
        Refs refs = repository.refs();
        for (String holder : holders(refs)) {
            if (repository.git().line("rev-parse", holder + "^{tree}").equals(tree)
                    && refs.contains(checkedOut, holder)) {
                return holder;
            }
        }
        throw refusal("it holds changes that are on no branch");
    }

    private List<String> holders(Refs refs) throws GitException {
        RefNames names = origin.names();
        List<String> holders = new ArrayList<>(List.of(worktree.ref().start()));
        refs.commit(names.branchRef()).ifPresent(holders::add);
        refs.commit(names.integratedRef()).ifPresent(holders::add);
        refs.under(names.attemptRef(origin.attempt()) + "*").values().forEach(holders::add);
        return holders;
    }

    private static void deleteUnusedBranch(Repository repository, String branch, String start) throws GitException {
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

    private WorkspaceException refusal(String why) {
        return new WorkspaceException("the workspace " + directory + " of " + origin + " is kept: " + why
                + ". Take out what you need, then delete the directory and run 'git worktree prune'");
    }
}
