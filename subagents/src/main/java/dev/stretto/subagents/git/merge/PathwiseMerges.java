package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitEnvironment;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.overlap.ChangedPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes merges of branches that meet nowhere, all in one process: each puts its files where they belong, and nothing has to be
 * compared. The commits are those that would be written one by one.
 */
final class PathwiseMerges {
    private final Git git;
    private final String ref;
    private final StringBuilder stream = new StringBuilder();
    private int merges;

    /** @param ref a reference of Stretto's that then stands at the last of them */
    PathwiseMerges(Git git, String ref) {
        this.git = git;
        this.ref = ref;
    }

    /**
     * Adds a merge.
     *
     * @param onto the commit that the first one is made on; the others are made on the one before
     * @param seconds the merge's date
     */
    void add(String onto, BranchToMerge branch, List<ChangedPath> changes, String message, long seconds) {
        String date = " <" + Commits.EMAIL + "> " + seconds + " +0000\n";
        String text = raw(message);
        line("commit " + ref);
        line("mark :" + (merges + 1));
        stream.append("author ").append(Commits.NAME).append(date);
        stream.append("committer ").append(Commits.NAME).append(date);
        line("data " + text.length());
        stream.append(text);
        line("from " + (merges == 0 ? onto : ":" + merges));
        line("merge " + branch.commit());
        // What is gone makes room first: a file may be where a folder was.
        for (ChangedPath change : changes) {
            if (change.after() == null) {
                line("D " + quoted(change.path()));
            }
        }
        for (ChangedPath change : changes) {
            if (change.after() != null) {
                line("M " + change.after().mode() + " " + change.after().blob() + " " + quoted(change.path()));
            }
        }
        line("");
        merges++;
        line("get-mark :" + merges);
    }

    /** Writes them and gives the commits, in order; empty if that is not possible for any reason. */
    Optional<List<String>> write() throws GitException {
        line("done");
        GitOutput output = git.fedBytes(stream.toString().getBytes(StandardCharsets.ISO_8859_1))
                .attempt(
                        "-c",
                        GitEnvironment.EXACT_NAMES,
                        "fast-import",
                        "--quiet",
                        "--force",
                        "--done",
                        "--date-format=raw");
        List<String> commits = output.lines();
        return output.succeeded() && commits.size() == merges
                ? Optional.of(new ArrayList<>(commits))
                : Optional.empty();
    }

    private void line(String text) {
        stream.append(text).append('\n');
    }

    private static String raw(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String quoted(String path) {
        return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
