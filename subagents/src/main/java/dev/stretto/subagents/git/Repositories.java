package dev.stretto.subagents.git;

import dev.stretto.engine.attempt.IsolationChoice;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds git work trees and pins what a run starts from. Changes nothing. */
public final class Repositories {
    private static final String BRANCHES = "refs/heads/";

    private Repositories() {}

    /**
     * Pins a base to the commit that it stands for now. Uncommitted changes in the checkout are no hindrance, but they are
     * not part of the base; the result's note says so.
     *
     * @param directory a work tree or any directory in it
     * @param base a revision; {@code HEAD} for what is checked out
     * @throws WorkspaceException if there is no work tree, no such revision, or no git that can do the work
     */
    public static PinnedBase pin(Path directory, String base) throws WorkspaceException {
        return pin(directory, base, Provision.NONE);
    }

    /**
     * The same where workspaces get more than the base's files: the note says what they do not get.
     *
     * @throws WorkspaceException as {@link #pin(Path, String)}
     */
    public static PinnedBase pin(Path directory, String base, Provision provision) throws WorkspaceException {
        try {
            return pinned(directory.toAbsolutePath().normalize(), base, provision);
        } catch (GitException | IOException e) {
            throw new WorkspaceException("the git repository at " + directory + " can't be used: " + e.getMessage(), e);
        }
    }

    /** The root of the work tree that a directory lies in; empty if it lies in none. */
    public static Optional<Path> workTree(Path directory) {
        try {
            GitOutput root = Git.in(directory.toAbsolutePath()).attempt("rev-parse", "--show-toplevel");
            return root.succeeded() && !root.line().isEmpty() ? Optional.of(Path.of(root.line())) : Optional.empty();
        } catch (GitException e) {
            return Optional.empty();
        }
    }

    private static PinnedBase pinned(Path directory, String base, Provision provision)
            throws WorkspaceException, GitException, IOException {
        if (!Files.isDirectory(directory)) {
            throw new WorkspaceException("there is no directory " + directory + ", so no git repository either");
        }
        GitVersion.require(directory);
        Path root = root(directory);
        Git git = Git.in(root);
        String commit = commit(git, base);
        refuseInTheWay(git);
        return new PinnedBase(
                root.toString(),
                commit,
                checkedOut(git, base),
                note(git, commit, provision),
                RepositoryIdentities.of(git, commit),
                IsolationChoice.of(Isolation.WORKTREE));
    }

    private static Path root(Path directory) throws WorkspaceException, GitException {
        Git git = Git.in(directory);
        GitOutput kind = git.attempt("rev-parse", "--is-bare-repository", "--is-inside-work-tree");
        if (!kind.succeeded()) {
            if (kind.stderr().contains("not a git repository")) {
                throw new WorkspaceException(
                        directory + " is in no git repository. Run 'git init' and commit there, name"
                                + " another repository, or set the plan's isolation to none");
            }
            throw GitException.failed(directory, List.of("rev-parse"), kind.exitCode(), kind.stderr());
        }
        List<String> answers = kind.lines();
        if (answers.getLast().equals("true")) {
            return Path.of(git.line("rev-parse", "--show-toplevel"));
        }
        if (answers.getFirst().equals("true")) {
            refuseBareByAccident(git, directory);
            throw new WorkspaceException(
                    directory + " is a bare git repository, without files. Name one of its worktrees"
                            + " ('git worktree add' makes one)");
        }
        throw new WorkspaceException(directory + " lies inside a .git folder. Name the work tree that it belongs to");
    }

    /** No branch can be made below the name of another. */
    private static void refuseInTheWay(Git git) throws WorkspaceException, GitException {
        if (git.attempt("show-ref", "--verify", "--quiet", BRANCHES + "stretto").succeeded()) {
            throw new WorkspaceException("the git repository at " + git.directory()
                    + " has a branch called 'stretto', so that git can't make branches such as stretto/RUN/TASK there."
                    + " Give it another name: 'git branch -m stretto OTHER'");
        }
    }

    /** A checkout, files and all, in which something has set {@code core.bare}. */
    private static void refuseBareByAccident(Git git, Path directory) throws WorkspaceException, GitException {
        GitOutput set = git.attempt("config", "--local", "--type=bool", "--get", "core.bare");
        Path folder = Path.of(git.line("rev-parse", "--absolute-git-dir"));
        if (set.line().equals("true") && folder.endsWith(".git") && Files.exists(folder.resolve("index"))) {
            throw new WorkspaceException("the git repository at " + directory
                    + " is a checkout, and its configuration says core.bare=true: git refuses to work with its files."
                    + " Something has set that by accident; 'git -C " + folder
                    + " config core.bare false' sets it back");
        }
    }

    private static String commit(Git git, String base) throws WorkspaceException, GitException {
        GitOutput commit = git.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", base + "^{commit}");
        if (commit.succeeded()) {
            return commit.line();
        }
        if (git.line("rev-list", "--all", "--max-count=1").isEmpty()) {
            throw new WorkspaceException("the git repository at " + git.directory()
                    + " has no commit yet. Commit something there first: 'git add -A && git commit'");
        }
        throw new WorkspaceException("the git repository at " + git.directory() + " has no commit '" + base
                + "'. Name a branch, tag or commit that 'git log' knows there");
    }

    /** The branch that is checked out, if the base means that one. */
    private static @Nullable String checkedOut(Git git, String base) throws GitException {
        GitOutput head = git.attempt("symbolic-ref", "--quiet", "HEAD");
        if (!head.succeeded() || !head.line().startsWith(BRANCHES)) {
            return null;
        }
        GitOutput meant =
                git.attempt("rev-parse", "--verify", "--quiet", "--symbolic-full-name", "--end-of-options", base);
        boolean same = meant.succeeded() && meant.lines().contains(head.line());
        return same ? head.line().substring(BRANCHES.length()) : null;
    }

    /** What a workspace will not have of what is in the checkout. */
    private static @Nullable String note(Git git, String commit, Provision provision) throws GitException, IOException {
        List<String> notes = new ArrayList<>();
        Optional.ofNullable(uncommitted(git)).ifPresent(notes::add);
        notes.addAll(WorkspaceLacks.of(git, commit, provision));
        return notes.isEmpty() ? null : String.join(". ", notes);
    }

    private static @Nullable String uncommitted(Git git) throws GitException {
        int changes = changes(git, "normal");
        return switch (changes) {
            case 0 -> null;
            case 1 ->
                "1 uncommitted change in " + git.directory() + " is not part of the base; subagents will not see it";
            default ->
                changes + " uncommitted changes in " + git.directory()
                        + " are not part of the base; subagents will not see them";
        };
    }

    /** How many files differ from what is committed. */
    public static int changes(Git git, String untracked) throws GitException {
        return git.run("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=" + untracked)
                .records()
                .size();
    }
}
