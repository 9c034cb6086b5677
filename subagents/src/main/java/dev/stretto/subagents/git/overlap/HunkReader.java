package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads where files were changed, for many files at once: two trees are made of them, in a folder of their own, and compared. Files
 * that are no texts, or too large to be read by a person, have no hunks.
 */
public final class HunkReader {
    private static final int FILES_AT_ONCE = 400;
    private static final String LARGEST = "core.bigFileThreshold=2m";

    private final Repository repository;
    private final int most;

    /** @param most how many hunks are read of each file */
    public HunkReader(Repository repository, int most) {
        this.repository = repository;
        this.most = most;
    }

    /** The hunks of each change that has some. */
    public Map<ChangedPath, DiffHunks> of(Collection<ChangedPath> changes) throws GitException {
        Map<ChangedPath, DiffHunks> hunks = new HashMap<>();
        List<ChangedPath> open = new ArrayList<>(
                new LinkedHashSet<>(changes.stream().filter(HunkReader::isFile).toList()));
        for (int from = 0; from < open.size(); from += FILES_AT_ONCE) {
            List<ChangedPath> some = open.subList(from, Math.min(open.size(), from + FILES_AT_ONCE));
            try (Quarantine quarantine = Quarantine.of(repository)) {
                read(quarantine.around(repository.git()), some, hunks);
            } catch (IOException e) {
                throw GitException.notEnded(
                        repository.workTree(), List.of("diff-tree"), "had no place to write to: " + e.getMessage(), e);
            }
        }
        return hunks;
    }

    private static boolean isFile(ChangedPath change) {
        return isFile(change.before()) && isFile(change.after());
    }

    private static boolean isFile(@Nullable Side side) {
        return side == null || side.mode().startsWith("100");
    }

    private void read(Git git, List<ChangedPath> changes, Map<ChangedPath, DiffHunks> hunks) throws GitException {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        Map<String, ChangedPath> byHeading = new HashMap<>();
        for (int at = 0; at < changes.size(); at++) {
            ChangedPath change = changes.get(at);
            String name = String.format(Locale.ROOT, "%06d", at);
            addTo(before, name, change.before());
            addTo(after, name, change.after());
            byHeading.put("diff --git a/" + name + " b/" + name, change);
        }
        GitOutput diff = git.run(
                "-c",
                LARGEST,
                "diff-tree",
                "-r",
                "--patch",
                "--unified=0",
                "--no-renames",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                "--diff-algorithm=histogram",
                tree(git, before),
                tree(git, after));
        for (DiffHunks found : DiffHunks.in(diff, most)) {
            ChangedPath change = byHeading.get(found.heading());
            if (change != null && !found.first().isEmpty()) {
                hunks.put(change, found);
            }
        }
    }

    private static void addTo(List<String> entries, String name, @Nullable Side side) {
        if (side != null) {
            entries.add("100644 blob " + side.blob() + "\t" + name);
        }
    }

    private static String tree(Git git, List<String> entries) throws GitException {
        return entries.isEmpty()
                ? git.line("mktree", "--missing")
                : git.fedRaw(entries).line("mktree", "-z", "--missing");
    }
}
