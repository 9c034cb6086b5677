package dev.stretto.engine.scope;

import dev.stretto.engine.scope.PathMachine.Edge;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the shortest path that two machines accept, breadth first over the pairs of their states. There are at most as
 * many pairs as the product of their sizes, and for ordinary globs about as many as the longer one has characters.
 */
final class CommonPath {
    private final PathMachine one;
    private final PathMachine other;
    private final Set<Long> seen = new HashSet<>();
    private long[] reached = new long[64];
    private int[] before = new int[64];
    private int[] by = new int[64];
    private int count;

    private CommonPath(PathMachine one, PathMachine other) {
        this.one = one;
        this.other = other;
    }

    /** The path; null if there is none. */
    static @Nullable String of(PathMachine one, PathMachine other) {
        return new CommonPath(one, other).search();
    }

    private @Nullable String search() {
        reach(PathMachine.START, PathMachine.START, PathSyntax.START, -1, 0);
        for (int at = 0; at < count; at++) {
            long key = reached[at];
            int syntax = (int) (key % PathSyntax.STATES);
            int b = (int) (key / PathSyntax.STATES % other.size());
            int a = (int) (key / PathSyntax.STATES / other.size());
            if (PathSyntax.mayEnd(syntax) && one.accepts(a) && other.accepts(b)) {
                return text(at);
            }
            goOn(at, a, b, syntax);
        }
        return null;
    }

    private void goOn(int at, int a, int b, int syntax) {
        for (Edge left : one.from(a)) {
            for (Edge right : other.from(b)) {
                int codePoint = left.on().common(right.on());
                int next = codePoint < 0 ? -1 : PathSyntax.after(syntax, codePoint);
                if (next >= 0) {
                    reach(left.to(), right.to(), next, at, codePoint);
                }
            }
        }
    }

    private void reach(int a, int b, int syntax, int from, int codePoint) {
        long key = ((long) a * other.size() + b) * PathSyntax.STATES + syntax;
        if (!seen.add(key)) {
            return;
        }
        if (count == reached.length) {
            reached = Arrays.copyOf(reached, 2 * count);
            before = Arrays.copyOf(before, 2 * count);
            by = Arrays.copyOf(by, 2 * count);
        }
        reached[count] = key;
        before[count] = from;
        by[count] = codePoint;
        count++;
    }

    private String text(int end) {
        int length = 0;
        for (int at = end; before[at] >= 0; at = before[at]) {
            length++;
        }
        int[] codePoints = new int[length];
        for (int at = end; before[at] >= 0; at = before[at]) {
            codePoints[--length] = by[at];
        }
        return new String(codePoints, 0, codePoints.length);
    }
}
