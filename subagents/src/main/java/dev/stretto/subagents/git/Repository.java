package dev.stretto.subagents.git;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.subagents.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The repository that a run works on.
 *
 * @param workTree the root of the user's checkout
 * @param commonDirectory the folder that it shares with all its worktrees, {@code .git} in most cases
 */
public record Repository(Path workTree, Path commonDirectory) {
    private static final ConcurrentMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
    private static final ReentrantLock[] BRANCH_LOCKS =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    public static Repository of(PinnedBase base) throws GitException {
        return at(Path.of(base.repository()));
    }

    public static Repository at(Path workTree) throws GitException {
        String common = Git.in(workTree).line("rev-parse", "--path-format=absolute", "--git-common-dir");
        return new Repository(workTree, Path.of(common));
    }

    /** Git in the user's checkout. */
    public Git git() {
        return Git.in(workTree);
    }

    /** Git without any checkout, in one of the folders where git keeps the state of a worktree. */
    public Git git(Path administration) {
        return Git.in(commonDirectory).with("GIT_DIR", administration.toString());
    }

    public Refs refs() {
        return new Refs(git());
    }

    /**
     * Makes a worktree without a branch and, so far, without files. One at a time: git reads the state of all other worktrees
     * on the way. Files are for the caller to fill in, and that many at a time.
     */
    public void addWorktree(Path directory, String commit) throws GitException, IOException {
        ReentrantLock lock = lock();
        lock.lock();
        try {
            Files.createDirectories(directory.getParent());
            // Forced twice: over what an interrupted call left registered, and locked, under this path.
            worktrees("add", "--quiet", "--detach", "--no-checkout", "-f", "-f", directory.toString(), commit);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes folders of worktrees, the inner one first, as far as they are empty and no worktree is just made in them. */
    public void deleteEmpty(Path... folders) throws IOException {
        ReentrantLock lock = lock();
        lock.lock();
        try {
            for (Path folder : folders) {
                Folders.deleteEmpty(folder);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a worktree off git's list; its directory is gone already. */
    public void forgetWorktree(Path directory) throws GitException {
        worktrees("remove", "-f", "-f", directory.toString());
    }

    /**
     * Runs a {@code git worktree} command, past what a killed git may have left of a worktree. One at a time: such a command
     * reads about all worktrees, and fails if another one has just begun to write about its own.
     */
    GitOutput worktrees(String... words) throws GitException {
        String[] command = new String[words.length + 1];
        command[0] = "worktree";
        System.arraycopy(words, 0, command, 1, words.length);
        ReentrantLock lock = lock();
        lock.lock();
        try {
            return git().run(command);
        } catch (GitException e) {
            if (!Registrations.mend(this)) {
                throw e;
            }
            return git().run(command);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Held by whoever makes a task's branch for an attempt, until that has it checked out, and by whoever deletes it: of two
     * attempts at a task, one may be cleaned up while the other begins.
     */
    public ReentrantLock lockOf(String branch) {
        return BRANCH_LOCKS[Math.floorMod((commonDirectory + branch).hashCode(), BRANCH_LOCKS.length)];
    }

    /** Held around what git can't do twice at once in a repository. */
    public ReentrantLock lock() {
        return LOCKS.computeIfAbsent(commonDirectory, directory -> new ReentrantLock());
    }
}
