package dev.stretto.engine.scope;

import java.util.List;

/** The most obvious path that a glob matches: if that can exist, the glob is not empty, and nothing has to be searched. */
final class Witness {
    private Witness() {}

    /** True if the most obvious path can exist; false says nothing. */
    static boolean of(List<GlobPart> parts) {
        StringBuilder path = new StringBuilder();
        add(parts, path);
        return PathSyntax.valid(path);
    }

    private static void add(List<GlobPart> parts, StringBuilder path) {
        for (GlobPart part : parts) {
            switch (part) {
                case GlobPart.One one -> {
                    int codePoint = one.of().common(one.of());
                    // A slash twice is no path: what no character fits is no match.
                    path.append(codePoint < 0 ? "//" : Character.toString(codePoint));
                }
                case GlobPart.PartOfName star -> path.append('a');
                case GlobPart.Folders folders -> {}
                case GlobPart.Everything everything -> path.append('a');
                case GlobPart.Alternatives alternatives -> add(alternatives.of().getFirst(), path);
            }
        }
    }
}
