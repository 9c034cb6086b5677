package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the user's checkout, their other worktrees or the repository's configuration change while attempts are at work in
 * workspaces: an attempt that leaves its workspace is found by that, though it can't be told from a user at work. Looking takes as long
 * as {@code git status}; it is done before the first of several attempts, after the last, and in between as often as it costs next to
 * nothing. Safe for many attempts at once.
 */
public final class CheckoutWatch {
    /** While others are at work, so much of the time may be spent on looking. */
    private static final int SHARE = 20;

    private final Path workspaces;
    private final ConcurrentMap<String, Watched> repositories = new ConcurrentHashMap<>();

    /** @param workspacesRoot the directory below which all workspaces are: what changes there is the attempts' own */
    public CheckoutWatch(Path workspacesRoot) {
        this.workspaces = workspacesRoot;
    }

    /** An attempt begins. */
    public void begin(PinnedBase base, Object attempt) {
        repositories
                .computeIfAbsent(base.repository(), repository -> new Watched())
                .begin(base, attempt);
    }

    /**
     * An attempt has ended.
     *
     * @return what has changed since somebody last looked, in words
     */
    public List<String> end(PinnedBase base, Object attempt) {
        Watched watched = repositories.get(base.repository());
        return watched == null ? List.of() : watched.end(base, attempt);
    }

    /** A repository that is looked at. */
    private final class Watched {
        private final Set<Object> atWork = new HashSet<>();
        private @Nullable CheckoutState last;
        private long lookedAt;
        private long took;

        synchronized void begin(PinnedBase base, Object attempt) {
            boolean first = atWork.isEmpty();
            atWork.add(attempt);
            if (first) {
                last = look(base);
            }
        }

        synchronized List<String> end(PinnedBase base, Object attempt) {
            if (!atWork.remove(attempt)) {
                return List.of();
            }
            CheckoutState before = last;
            boolean due = atWork.isEmpty() || System.nanoTime() - lookedAt > SHARE * took;
            if (before == null || !due) {
                return List.of();
            }
            CheckoutState now = look(base);
            last = now;
            return now == null
                    ? List.of()
                    : before.changesTo(now).stream()
                            .map(change -> change + " (by this attempt, by one beside it, or by you)")
                            .toList();
        }

        /** Null if git can't say, as where the checkout is gone: whoever needs it says so. */
        private @Nullable CheckoutState look(PinnedBase base) {
            long begun = System.nanoTime();
            try {
                return CheckoutState.of(Repository.of(base), RealPaths.of(workspaces));
            } catch (GitException | IOException e) {
                return null;
            } finally {
                lookedAt = System.nanoTime();
                took = Math.max(lookedAt - begun, Duration.ofMillis(10).toNanos());
            }
        }
    }
}
