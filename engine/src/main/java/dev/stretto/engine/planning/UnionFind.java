package dev.stretto.engine.planning;

import java.util.stream.IntStream;

/** Sets of numbers that are united until they are as large as they get. The smallest number stands for its set. */
final class UnionFind {
    private final int[] parent;

    UnionFind(int size) {
        parent = IntStream.range(0, size).toArray();
    }

    void unite(int a, int b) {
        int first = find(a);
        int second = find(b);
        parent[Math.max(first, second)] = Math.min(first, second);
    }

    int find(int number) {
        int at = number;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
