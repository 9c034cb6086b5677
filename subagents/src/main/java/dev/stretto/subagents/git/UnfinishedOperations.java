package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of git that were begun in a worktree and not brought to their end, by the files that git keeps for them in the
 * worktree's folder.
 *
 * @param names what they are, in words
 * @param conflicts the paths at which the index still has both sides
 */
public record UnfinishedOperations(List<String> names, List<String> conflicts) {
    private static final Map<String, String> MARKS = Map.of(
            "MERGE_HEAD", "a merge",
            "CHERRY_PICK_HEAD", "a cherry-pick",
            "REVERT_HEAD", "a revert",
            "BISECT_LOG", "a bisect");

    /** Those of a worktree. */
    public static UnfinishedOperations in(Git git, Path administration) throws GitException, IOException {
        return new UnfinishedOperations(names(administration), conflicts(git));
    }

    /** The paths at which a worktree's index has the sides of a conflict. */
    private static List<String> conflicts(Git git) throws GitException {
        return git.attempt("ls-files", "--unmerged", "-z").records().stream()
                .map(entry -> entry.substring(entry.indexOf('\t') + 1))
                .distinct()
                .toList();
    }

    /** What is open in a worktree, in words; empty if nothing is. */
    public static List<String> names(Path administration) throws IOException {
        List<String> open = new ArrayList<>();
        Path rebase = administration.resolve("rebase-merge");
        Path apply = administration.resolve("rebase-apply");
        if (Files.isDirectory(rebase)) {
            open.add("a rebase" + progress(rebase, "msgnum", "end"));
        }
        if (Files.isDirectory(apply)) {
            boolean am = Files.exists(apply.resolve("applying"));
            open.add((am ? "an am" : "a rebase") + progress(apply, "next", "last"));
        }
        MARKS.entrySet().stream()
                .filter(mark -> Files.exists(administration.resolve(mark.getKey())))
                // Within a rebase, the pick that has stopped is not an operation of its own.
                .filter(mark -> open.isEmpty() || mark.getKey().equals("BISECT_LOG"))
                .map(Map.Entry::getValue)
                .sorted()
                .forEach(open::add);
        Path todo = administration.resolve("sequencer").resolve("todo");
        if (open.isEmpty() && Files.exists(todo)) {
            open.add(text(todo).startsWith("revert") ? "a revert" : "a cherry-pick");
        }
        return open;
    }

    private static String progress(Path folder, String at, String of) throws IOException {
        Path done = folder.resolve(at);
        Path all = folder.resolve(of);
        return Files.exists(done) && Files.exists(all) ? " (at commit " + text(done) + " of " + text(all) + ")" : "";
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    }

    /** True if nothing is open. */
    public boolean none() {
        return names.isEmpty();
    }

    /** Why the attempt can't count as completed; empty if nothing is open. */
    public Optional<String> inWords(Path directory, String keptAs) {
        if (none()) {
            return Optional.empty();
        }
        String where = conflicts.isEmpty() ? "" : ", with conflicts in " + String.join(", ", conflicts);
        return Optional.of("it left " + String.join(" and ", names) + " open" + where + ". The workspace " + directory
                + " stays as it is, so that you can finish there; a copy of its files is kept as "
                + keptAs);
    }
}
