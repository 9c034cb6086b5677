package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.scope.Scope;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Overlay;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An attempt's worktree: its subagent works there, and what it leaves behind is harvested as a commit. */
public final class Worktree {
    private final Repository repository;
    private final Origin origin;
    private final WorkspaceRef ref;
    private final WorktreePlace place;

    public Worktree(Repository repository, Origin origin, WorkspaceRef ref, Path administration) {
        this.repository = repository;
        this.origin = origin;
        this.ref = ref;
        this.place = new WorktreePlace(Path.of(ref.directory()), administration);
    }

    /** Where it is and what it started from. */
    public WorkspaceRef ref() {
        return ref;
    }

    /** Its absolute path. */
    public Path directory() {
        return place.directory();
    }

    /**
     * Commits what the subagent has done, in whatever state it left git, and moves the task's branch there: what it merely left
     * checked out, such as an old version, is not its work. While an operation of git is open there, such as a rebase, neither that
     * nor the branch is touched, and the files are kept under {@code refs/stretto-attempts}.
     * Files that git ignores are not part of it, nor are repositories of its own that the subagent made in there: see
     * {@link #embeddedRepositories()}. May be called again: what has not changed since gives the same commit.
     *
     * <p>Commits that were on the branch and are not part of the result are kept under {@code refs/stretto-attempts}. Where
     * a later attempt has begun or the run is integrated, the branch is no longer this attempt's, and the result is kept
     * there as a whole.
     *
     * @param scope what the task said that it would change
     * @throws WorkspaceException if the directory is gone or git can't read it
     */
    public Harvested harvest(Scope scope) throws WorkspaceException {
        requireDirectory();
        try {
            List<String> notices = broughtIn();
            return new Harvest(repository, origin, this, notices).result(scope);
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "what " + origin + " left in " + directory() + " could not be committed: " + e.getMessage()
                            + ". It stays where it is",
                    e);
        }
    }

    /**
     * What the subagent has changed so far, files that git does not ignore among it.
     *
     * @param words of a {@code git diff}, without what is compared
     */
    public byte[] diff(List<String> words) throws WorkspaceException {
        requireDirectory();
        try {
            broughtIn();
        } catch (GitException | IOException e) {
            throw new WorkspaceException(directory() + " can't be read: " + e.getMessage(), e);
        }
        try (Quarantine objects = Quarantine.of(repository);
                OwnIndex index = OwnIndex.of(place, objects.around(place.gitWithFiles()), ref.start())) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(ref.start(), index.tree(), "--"));
            return objects.around(git()).run(all.toArray(String[]::new)).bytes();
        } catch (GitException | IOException e) {
            throw new WorkspaceException(directory() + " can't be read: " + e.getMessage(), e);
        }
    }

    private List<String> broughtIn() throws GitException, IOException {
        return bringIn(repository, origin, place);
    }

    /**
     * Takes over into the user's repository what an attempt has committed in one of its own; does nothing if it has none.
     *
     * @return what the user should know, in words
     */
    public static List<String> bringIn(Repository repository, Origin origin, WorktreePlace place)
            throws GitException, IOException {
        Optional<PrivateRepository> own = PrivateRepository.of(repository, place);
        return own.isPresent() ? own.get().bringIn(origin.names(), origin.attempt()) : List.of();
    }

    /** The name under which this attempt's work is kept once a later attempt at the same task begins. */
    public String keptAs() {
        return origin.names().attemptRef(origin.attempt());
    }

    /**
     * The git repositories that the subagent made or cloned in there, with a slash at the end, and the submodules that it
     * moved or added: a harvest holds the former not at all, and of the latter only which commit they stood at.
     */
    List<String> embeddedRepositories() throws WorkspaceException {
        requireDirectory();
        try (OwnIndex index = OwnIndex.of(place, ref.start())) {
            List<String> embedded = new ArrayList<>(index.embedded());
            if (git().attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
                    .succeeded()) {
                embedded.addAll(Changes.submodules(git(), ref.start(), "HEAD"));
            }
            return List.copyOf(embedded);
        } catch (GitException | IOException e) {
            throw new WorkspaceException(directory() + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Removes the worktree, and its branch if nothing was committed there.
     *
     * @throws WorkspaceException if something in it would be lost: a change that no branch holds, a repository of its own
     */
    public void remove() throws WorkspaceException {
        try {
            Removal.ofAttempt(repository, origin, this).execute();
            Removal.deleteEmptyFolders(repository, directory());
            Removal.deleteUnusedBranch(repository, origin, ref.start());
        } catch (GitException | IOException e) {
            throw new WorkspaceException(directory() + " could not be removed: " + e.getMessage(), e);
        }
    }

    /**
     * When a file or directory in it was last changed, git's own left aside. Looks at a bounded number of files and follows
     * no links. {@link Instant#EPOCH} if it is gone.
     */
    public Instant lastChange() {
        return LastChange.in(place.overlay().map(Overlay::upper).orElse(directory()));
    }

    /** Provisions it: copied files and the set-up. */
    public Provisioning provisioning() {
        return new Provisioning(repository, place);
    }

    public WorktreePlace place() {
        return place;
    }

    /** Where its subagent works. */
    public WorkPlace workPlace() {
        return place.workPlace();
    }

    Git git() {
        return place.git();
    }

    private void requireDirectory() throws WorkspaceException {
        if (!Files.isDirectory(directory())) {
            throw new WorkspaceException("the workspace of " + origin + " is gone: there is no directory " + directory()
                    + ". What was committed there is on the branch " + ref.branch());
        }
    }
}
