package dev.stretto.subagents.git.integration;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.UnfinishedOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Merges a commit into the branch that a user has checked out, as {@code git merge} does: with the user's own configuration and hooks. It
 * is merged, or everything stays as it was.
 */
public final class Takeover {

    /** What came of it. */
    public sealed interface Result {}

    /**
     * The branch contains the commit now.
     *
     * @param branch its short name
     * @param commit where it stands
     */
    public record Taken(String branch, String commit) implements Result {}

    /** The branch contained it before. */
    public record Contained(String branch) implements Result {}

    /**
     * Nothing was changed.
     *
     * @param reason why, and what can be done
     */
    public record Refused(String reason) implements Result {}

    private final Git git;
    private final Path workTree;

    /** @param workTree the user's checkout */
    public Takeover(Path workTree) {
        this.workTree = workTree;
        this.git = Git.in(workTree);
    }

    /**
     * Takes a commit over.
     *
     * @param name what people call it, as {@code git merge} takes it
     * @param commit the commit
     * @param message of the merge commit, if there has to be one
     */
    public Result take(String name, String commit, String message) throws GitException, IOException {
        GitOutput branch = git.attempt("symbolic-ref", "--quiet", "--short", "HEAD");
        if (!branch.succeeded()) {
            return new Refused("no branch is checked out in " + workTree + "; check one out with 'git switch BRANCH'");
        }
        Path administration = Path.of(git.line("rev-parse", "--absolute-git-dir"));
        List<String> open = UnfinishedOperations.names(administration);
        if (!open.isEmpty()) {
            return new Refused(String.join(" and ", open) + " is open in " + workTree + "; finish or abort it first");
        }
        Refs refs = new Refs(git);
        if (refs.contains(commit, git.line("rev-parse", "HEAD"))) {
            return new Contained(branch.line());
        }
        // Ignored files are the user's, too: git would overwrite them without a word.
        GitOutput merge = git.attempt("merge", "--quiet", "--no-edit", "--no-overwrite-ignore", "-m", message, commit);
        if (merge.succeeded()) {
            return new Taken(branch.line(), git.line("rev-parse", "HEAD"));
        }
        if (!Files.exists(administration.resolve("MERGE_HEAD"))) {
            return new Refused("git refused to merge it into '" + branch.line() + "': "
                    + (merge.stderr() + merge.line()).replaceAll("\\s+", " ").strip());
        }
        List<String> conflicts =
                git.attempt("diff", "--name-only", "--diff-filter=U", "-z").records();
        git.run("merge", "--abort");
        return new Refused((conflicts.isEmpty()
                        ? "the merge into '" + branch.line() + "' could not be committed: "
                                + merge.stderr().replaceAll("\\s+", " ").strip()
                        : "it conflicts with '" + branch.line() + "' in " + String.join(", ", conflicts))
                + ". Nothing was changed. To merge it by hand, type: git merge " + name);
    }
}
