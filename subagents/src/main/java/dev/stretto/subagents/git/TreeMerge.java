package dev.stretto.subagents.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What came of merging two commits without a checkout. */
sealed interface TreeMerge {

    /** Their changes go together; this is the tree. */
    record Clean(String tree) implements TreeMerge {}

    /** They do not: each path at which they collide, with the kinds of collision in git's words. */
    record Colliding(Map<String, Set<String>> kindsByPath) implements TreeMerge {}

    /** They share no history, so there is nothing to compare with. */
    record Unrelated() implements TreeMerge {}

    /** Merges the second commit into the first. */
    static TreeMerge of(Git git, String ours, String theirs) throws GitException {
        GitOutput output = git.attempt("merge-tree", "--write-tree", "-z", "--name-only", "--messages", ours, theirs);
        List<String> records = output.records();
        return switch (output.exitCode()) {
            case 0 -> new Clean(records.getFirst());
            case 1 -> new Colliding(collisions(records, ours, theirs));
            default -> {
                if (git.attempt("merge-base", ours, theirs).exitCode() == 1) {
                    yield new Unrelated();
                }
                throw GitException.failed(
                        git.directory(),
                        List.of("merge-tree", "--write-tree", ours, theirs),
                        output.exitCode(),
                        output.stderr());
            }
        };
    }

    /**
     * Reads the tree, the paths up to an empty record, and then the messages: how many paths, these, the kind, the text.
     */
    private static Map<String, Set<String>> collisions(List<String> records, String ours, String theirs) {
        // Where a file is in the way of a directory, git sets it aside as PATH~COMMIT; the path is what people know.
        Pattern aside = Pattern.compile("~(" + ours + "|" + theirs + ")(_\\d+)?$");
        Map<String, Set<String>> kinds = new TreeMap<>();
        int at = 1;
        for (; at < records.size() && !records.get(at).isEmpty(); at++) {
            kinds.put(aside.matcher(records.get(at)).replaceFirst(""), new TreeSet<>());
        }
        at++;
        while (at + 1 < records.size()) {
            int count = Integer.parseInt(records.get(at));
            List<String> paths = records.subList(at + 1, at + 1 + count);
            String kind = records.get(at + 1 + count);
            if (kind.startsWith("CONFLICT")) {
                paths.forEach(
                        path -> kinds.computeIfAbsent(aside.matcher(path).replaceFirst(""), key -> new TreeSet<>())
                                .add(plain(kind)));
            }
            at += count + 3;
        }
        return new LinkedHashMap<>(kinds);
    }

    private static String plain(String kind) {
        return kind.replaceFirst("^CONFLICT \\((.*)\\)$", "$1");
    }
}
