package dev.stretto.subagents.git;

import dev.stretto.engine.run.PinnedBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The worktree that a merged result is verified in, on no branch. Nothing in it is anyone's work: checking out again takes
 * away what a verification left behind.
 */
public final class VerificationCheckout {
    private VerificationCheckout() {}

    /**
     * Checks a commit out in a directory of its own, or brings the checkout that is there to that commit, without a trace of
     * what was there before.
     *
     * @return the directory, with links resolved
     * @throws WorkspaceException if the directory holds something else than such a checkout
     */
    public static Path checkout(PinnedBase base, String commit, Path directory) throws WorkspaceException {
        try {
            Repository repository = Repository.of(base);
            GitVersion.require(repository.workTree());
            Path real = RealPaths.of(directory);
            if (!Files.isRegularFile(real.resolve(".git"))
                    || Registrations.of(repository, real).isEmpty()) {
                requireEmpty(real);
                Files.createDirectories(real);
                repository.addWorktree(real, commit);
            }
            fill(repository, real, commit);
            return real;
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    commit + " could not be checked out in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Removes the checkout with everything in it. Does nothing if there is none. */
    public static void remove(PinnedBase base, Path directory) throws WorkspaceException {
        try {
            Repository repository = Repository.of(base);
            Path real = RealPaths.of(directory);
            if (Registrations.of(repository, real).isEmpty()) {
                return;
            }
            requireOurs(repository, real);
            Folders.discard(real);
            repository.git().run("worktree", "remove", "--force", "--force", real.toString());
        } catch (GitException | IOException e) {
            throw new WorkspaceException("the checkout " + directory + " could not be removed: " + e.getMessage(), e);
        }
    }

    private static void fill(Repository repository, Path directory, String commit)
            throws GitException, IOException, WorkspaceException {
        requireOurs(repository, directory);
        Optional<Path> administration = Registrations.of(repository, directory);
        if (administration.isEmpty()) {
            throw new WorkspaceException("git made no worktree at " + directory);
        }
        Files.deleteIfExists(administration.get().resolve("index.lock"));
        Git git = Worktree.git(directory, administration.get());
        git.run("update-ref", "--no-deref", "HEAD", commit);
        git.run("reset", "--quiet", "--hard", "--no-recurse-submodules");
        git.run("clean", "--quiet", "-ffdx");
    }

    private static void requireOurs(Repository repository, Path directory) throws GitException, WorkspaceException {
        if (directory.equals(repository.workTree())
                || new Checkouts(repository).branches().containsKey(directory)) {
            throw new WorkspaceException(directory + " has a branch checked out, so it is no checkout for verification."
                    + " Move it away, or use another data directory");
        }
    }

    private static void requireEmpty(Path directory) throws IOException, WorkspaceException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.anyMatch(entry -> !entry.getFileName().toString().equals(".git"))) {
                throw new WorkspaceException(
                        directory + " is in the way of the checkout for verification, and it is not"
                                + " empty. Move it away, or use another data directory");
            }
        }
        Folders.delete(directory);
    }
}
