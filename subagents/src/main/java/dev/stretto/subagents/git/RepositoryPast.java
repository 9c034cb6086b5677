package dev.stretto.subagents.git;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.history.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a repository tells of a plan before it is run: the files there are, and which were changed together. Bounded in time and size. */
public final class RepositoryPast {
    private static final int COMMITS = 2_000;
    private static final int BYTES = 64 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What a commit's line begins with; a path that does is not told from one, and is no path that anybody has. */
    private static final String COMMIT = "\u0001";

    private final Git git;
    private final String commit;

    /** The past of the commit that a run would start from. */
    public RepositoryPast(PinnedBase base) {
        this.git = Git.in(Path.of(base.repository())).within(PATIENCE).keeping(BYTES);
        this.commit = base.commit();
    }

    /** The paths of the files in the commit. */
    public List<String> files() throws GitException {
        return whole(git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit));
    }

    /** What its last 2,000 commits changed, newest first; merges are no changes of their own. */
    public List<Change> changes() throws GitException {
        List<Change> changes = new ArrayList<>();
        String of = "";
        List<String> files = new ArrayList<>();
        for (String record : whole(git.run(
                "log",
                "-z",
                "--name-only",
                "--no-renames",
                "--no-merges",
                "--no-show-signature",
                "--max-count=" + COMMITS,
                "--format=tformat:%x01%H",
                commit,
                "--"))) {
            if (record.startsWith(COMMIT)) {
                changes.add(new Change(of, files));
                of = record.substring(COMMIT.length());
                files.clear();
            } else if (!record.isEmpty()) {
                // The first path of a commit stands on a line of its own.
                files.add(record.startsWith("\n") ? record.substring(1) : record);
            }
        }
        changes.add(new Change(of, files));
        changes.removeIf(change -> change.files().isEmpty());
        return changes;
    }

    /** The records, without the last one if it may have been cut off. */
    private static List<String> whole(GitOutput output) {
        List<String> records = output.records();
        return output.bytes().length < BYTES ? records : records.subList(0, records.size() - 1);
    }
}
