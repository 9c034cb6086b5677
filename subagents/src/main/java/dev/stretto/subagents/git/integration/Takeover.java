package dev.stretto.subagents.git.integration;

import dev.stretto.subagents.environment.InheritedEnvironment;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.UnfinishedOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            return new Refused(workTree + " has unfinished operations: " + String.join(" and ", open)
                    + "; finish or abort them first");
        }
        Refs refs = new Refs(git);
        if (refs.contains(commit, git.line("rev-parse", "HEAD"))) {
            return new Contained(branch.line());
        }
        if (TreeMerge.of(git, git.line("rev-parse", "HEAD"), commit) instanceof TreeMerge.Colliding colliding) {
            return conflicting(branch.line(), colliding.shownPaths(), name);
        }
        return merged(branch.line(), administration, name, commit, message);
    }

    private static Refused conflicting(String branch, List<String> paths, String name) {
        return new Refused("the work conflicts with '" + branch + "' in " + String.join(", ", paths)
                + ". Nothing was changed. To merge it by hand, type: git merge " + name);
    }

    private Result merged(String branch, Path administration, String name, String commit, String message)
            throws GitException, IOException {
        // Ignored files are the user's, too: git would overwrite them without a word.
        String said = users(
                "merge",
                "--quiet",
                "--no-edit",
                "--commit",
                "--no-squash",
                "--no-overwrite-ignore",
                "-m",
                message,
                commit);
        String head = git.line("rev-parse", "HEAD");
        if (new Refs(git).contains(commit, head)) {
            return new Taken(branch, head);
        }
        List<String> conflicts =
                git.attempt("diff", "--name-only", "--diff-filter=U", "-z").records();
        if (Files.exists(administration.resolve("MERGE_HEAD"))) {
            git.run("merge", "--abort");
        }
        return conflicts.isEmpty()
                ? new Refused("git refused to merge the work into '" + branch + "': " + said)
                : conflicting(branch, conflicts, name);
    }

    /** What git says, as the user would run it: with their identity, hooks and signatures. */
    private String users(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workTree.toFile()).redirectErrorStream(true);
        InheritedEnvironment.clean(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said.replaceAll("\\s+", " ").strip();
    }
}
