package dev.stretto.subagents.git;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists the files of a work tree, as git sees them. Changes nothing. */
public final class ListedFiles {
    private static final List<String> GENERATED = List.of("linguist-generated", "linguist-vendored");

    private ListedFiles() {}

    /** The files that are tracked, and those that are new and not ignored; relative to the root, sorted. */
    public static List<String> of(Path root) throws GitException {
        return Git.in(root).run("ls-files", "-z", "--cached", "--others", "--exclude-standard").records().stream()
                .distinct()
                .sorted()
                .toList();
    }

    /** Those of these files that the repository's attributes call generated or vendored. */
    public static Set<String> generated(Path root, List<String> files) throws GitException {
        Set<String> generated = new HashSet<>();
        if (files.isEmpty()) {
            return generated;
        }
        // Answers in threes: path, attribute, value.
        List<String> answers = Git.in(root)
                .fed(String.join("\0", files) + "\0")
                .run("check-attr", "-z", "--stdin", GENERATED.getFirst(), GENERATED.getLast())
                .records();
        for (int i = 0; i + 2 < answers.size(); i += 3) {
            if (answers.get(i + 2).equals("set") || answers.get(i + 2).equals("true")) {
                generated.add(answers.get(i));
            }
        }
        return generated;
    }
}
