package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitVersion;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Overlay;
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
    /** Written to git's folder for the worktree: what is in the worktree may be thrown away. */
    public static final String MARK = "stretto-verification";

    private final PinnedBase base;
    private final Repository repository;
    private final Path directory;

    private VerificationCheckout(PinnedBase base, Repository repository, Path directory) {
        this.base = base;
        this.repository = repository;
        this.directory = directory;
    }

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
            return new VerificationCheckout(base, repository, RealPaths.of(directory)).at(commit);
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    commit + " could not be checked out in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Provisions it: copied files and the set-up. */
    public static Provisioning provisioning(PinnedBase base, Path directory) throws WorkspaceException {
        try {
            Repository repository = Repository.of(base);
            Path real = RealPaths.of(directory);
            Path administration = Registrations.of(repository, real)
                    .orElseThrow(() -> new WorkspaceException("git knows of no worktree at " + directory));
            return new Provisioning(repository, new WorktreePlace(real, administration));
        } catch (GitException | IOException e) {
            throw new WorkspaceException("the checkout " + directory + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Removes the checkout with everything in it. Does nothing if there is none. */
    public static void remove(PinnedBase base, Path directory) throws WorkspaceException {
        try {
            new VerificationCheckout(base, Repository.of(base), RealPaths.of(directory)).remove();
        } catch (GitException | IOException e) {
            throw new WorkspaceException("the checkout " + directory + " could not be removed: " + e.getMessage(), e);
        }
    }

    /**
     * Makes it an overlay without any changes, on the checkout that the attempts of its run stand on.
     *
     * @return false if it is to be none, or can't be one
     */
    private boolean overlaid(WorktreePlace place) throws GitException, IOException {
        Layers layers = new Layers(directory.resolve("../..").normalize());
        if (base.isolation().isolation() != Isolation.OVERLAY || !layers.usable()) {
            return false;
        }
        layers.overlay(repository, base.commit(), place, "a verification is at work there");
        return true;
    }

    private Path at(String commit) throws GitException, IOException, WorkspaceException {
        boolean whole = Files.isRegularFile(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
        if (!ours() || !whole) {
            Overlay.delete(directory);
            clear();
            Files.createDirectories(directory.getParent());
            repository.addWorktree(directory, commit);
        }
        Path administration = Registrations.of(repository, directory)
                .orElseThrow(() -> new WorkspaceException("git made no worktree at " + directory));
        Files.writeString(administration.resolve(MARK), "");
        Provisioning.forget(administration);
        for (String lock : new String[] {"index.lock", "HEAD.lock"}) {
            Files.deleteIfExists(administration.resolve(lock));
        }
        WorktreePlace place = new WorktreePlace(directory, administration);
        place.git().run("update-ref", "--no-deref", "HEAD", commit);
        boolean fresh = overlaid(place);
        Git git = place.gitChangingFiles();
        git.run("reset", "--quiet", "--hard", "--no-recurse-submodules");
        if (!fresh) {
            git.run("clean", "--quiet", "-ffdx");
        }
        FaultPoint.RESULT_CHECKED_OUT.reached(commit);
        return directory;
    }

    private void remove() throws GitException, IOException, WorkspaceException {
        Folders.delete(Folders.discarded(directory));
        if (Registrations.of(repository, directory).isPresent()) {
            if (ours()) {
                Folders.discard(directory);
            } else {
                clear();
            }
            Overlay.delete(directory);
            repository.forgetWorktree(directory);
        }
        repository.deleteEmpty(directory.resolveSibling(""));
    }

    private boolean ours() throws IOException {
        Optional<Path> administration = Registrations.of(repository, directory);
        return administration.isPresent() && Files.exists(administration.get().resolve(MARK));
    }

    private void clear() throws IOException, WorkspaceException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !ours()) {
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.anyMatch(entry -> !Leftovers.isGitFile(entry))) {
                    throw new WorkspaceException(
                            directory + " is in the way of the checkout for verification, and it is"
                                    + " not empty. Move it away, or use another data directory");
                }
            }
        }
        Folders.delete(directory);
    }
}
