package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lock files that a killed git may have left on what belongs to one task: its branch, and the HEAD of its worktrees.
 * Locks on anything that others write, too, are never touched.
 */
public final class StaleLocks {

    /** Something that moves references. */
    public interface Move {
        void execute() throws GitException;
    }

    private StaleLocks() {}

    /** The lock of a task's branch. */
    public static Path ofBranch(Repository repository, String ref) {
        return repository.commonDirectory().resolve(ref + ".lock");
    }

    /** The lock of a worktree's HEAD. */
    public static Path ofHead(Path administration) {
        return administration.resolve("HEAD.lock");
    }

    /**
     * Moves references. Git waits for locks by itself for some seconds; one of these that was there before and is there
     * still has lost its owner, and is removed for a second try.
     */
    public static void past(List<Path> locks, Move move) throws GitException, IOException {
        List<Path> held = locks.stream().filter(Files::exists).toList();
        try {
            move.execute();
        } catch (GitException e) {
            boolean removed = false;
            for (Path lock : held) {
                removed |= Files.deleteIfExists(lock);
            }
            if (!removed) {
                throw e;
            }
            move.execute();
        }
    }
}
