package dev.stretto.engine.planning;

import dev.stretto.engine.plan.PlanLimits;
import java.util.Collection;
import java.util.List;

/** Writes globs that match given paths. */
final class Globs {
    private static final String SPECIAL = "*?[]{}\\";

    private Globs() {}

    /** The glob of one path, whatever characters are in it. */
    static String of(String path) {
        StringBuilder glob = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (SPECIAL.indexOf(c) >= 0 || (i == 0 && c == '!')) {
                glob.append('\\');
            }
            glob.append(c);
        }
        return glob.toString();
    }

    /** Everything below a folder; the root is the empty path. */
    static String below(String folder) {
        return folder.isEmpty() ? "**" : of(folder) + "/**";
    }

    /** The files that lie in a folder itself. */
    static String directlyIn(String folder) {
        return folder.isEmpty() ? "*" : of(folder) + "/*";
    }

    /** True if a task may list these. */
    static boolean fit(Collection<String> globs) {
        return globs.size() <= PlanLimits.LIST_ENTRIES
                && globs.stream().allMatch(glob -> glob.length() <= PlanLimits.GLOB_LENGTH);
    }

    /** In order, each once. */
    static List<String> sorted(Collection<String> globs) {
        return globs.stream().distinct().sorted().toList();
    }
}
