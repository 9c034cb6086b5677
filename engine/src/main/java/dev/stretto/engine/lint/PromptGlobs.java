package dev.stretto.engine.lint;

import dev.stretto.engine.scope.Glob;
import dev.stretto.engine.scope.GlobSyntaxException;
import java.util.List;

/** PromptGlobs held against paths. Their literal starts tell most of them apart, so that few are turned into automata. */
final class PromptGlobs {
    private PromptGlobs() {}

    /** True if one of the globs matches the path. */
    static boolean cover(List<String> globs, String path) {
        return globs.stream().anyMatch(glob -> meet(path, glob));
    }

    /** True if some path matches both; what is no glob is taken to. */
    static boolean meet(String one, String other) {
        String first = literal(Paths.plain(one));
        String second = literal(Paths.plain(other));
        if (!first.startsWith(second) && !second.startsWith(first)) {
            return false;
        }
        try {
            return Glob.parse(one).commonPath(Glob.parse(other)) != null;
        } catch (GlobSyntaxException e) {
            return true;
        }
    }

    private static String literal(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            if ("*?[{\\".indexOf(glob.charAt(i)) >= 0) {
                return glob.substring(0, i);
            }
        }
        return glob;
    }
}
