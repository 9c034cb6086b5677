package dev.stretto.engine.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds all pairs of different globs that overlap, without comparing all pairs: two globs can only share a path if the
 * literal start of one is a prefix of the other's. In sorted order those that start with a given text stand together
 * behind it, so one pass with a stack of open prefixes meets exactly the pairs worth an intersection of automata.
 */
public final class ScopeOverlaps {
    private ScopeOverlaps() {}

    /**
     * The overlaps among these globs, each pair once.
     *
     * @throws IllegalArgumentException if a pattern is malformed, which a checked plan's never is
     */
    public static List<ScopeOverlap> among(Collection<String> patterns) {
        TreeMap<String, Glob> globs = new TreeMap<>();
        for (String pattern : patterns) {
            globs.computeIfAbsent(pattern, ScopeOverlaps::parse);
        }
        List<Glob> inOrder = new ArrayList<>(globs.values());
        inOrder.sort(Comparator.comparing(Glob::literalPrefix).thenComparing(Glob::pattern));
        List<ScopeOverlap> overlaps = new ArrayList<>();
        Deque<Glob> open = new ArrayDeque<>();
        for (Glob glob : inOrder) {
            while (!open.isEmpty()
                    && !glob.literalPrefix().startsWith(open.peek().literalPrefix())) {
                open.pop();
            }
            for (Glob candidate : open) {
                String example = candidate.commonPath(glob);
                if (example != null) {
                    overlaps.add(new ScopeOverlap(candidate.pattern(), glob.pattern(), example));
                }
            }
            open.push(glob);
        }
        return overlaps;
    }

    private static Glob parse(String pattern) {
        try {
            return Glob.parse(pattern);
        } catch (GlobSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
