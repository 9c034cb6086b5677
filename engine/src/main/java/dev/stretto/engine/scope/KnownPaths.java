package dev.stretto.engine.scope;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The paths of files that exist, in order, to find one that two globs match. Looks at a bounded number of them. */
public final class KnownPaths {
    private static final int LOOKED_AT = 1_000;
    private static final int LOOKED_AT_IN_ALL = 300_000;

    private final NavigableSet<String> paths;
    private int left = LOOKED_AT_IN_ALL;

    public KnownPaths(Collection<String> paths) {
        this.paths = new TreeSet<>(paths);
    }

    /** A path that both globs match; null if none was found among those that begin as they do. */
    public @Nullable String common(Glob one, Glob other) {
        Set<String> heads = new TreeSet<>();
        for (Strand strand : one.strands()) {
            other.strands().stream()
                    .filter(strand::mayMeet)
                    .forEach(met -> heads.add(longer(strand.head(), met.head())));
        }
        int looked = 0;
        for (String head : heads) {
            for (String path : paths.tailSet(head)) {
                if (!path.startsWith(head) || looked++ == LOOKED_AT || left-- <= 0) {
                    break;
                }
                if (may(one, path) && may(other, path) && one.matches(path) && other.matches(path)) {
                    return path;
                }
            }
        }
        return null;
    }

    private static boolean may(Glob glob, String path) {
        Strand found = Strand.of(path);
        return glob.strands().stream().anyMatch(found::mayMeet);
    }

    private static String longer(String a, String b) {
        return a.length() >= b.length() ? a : b;
    }
}
