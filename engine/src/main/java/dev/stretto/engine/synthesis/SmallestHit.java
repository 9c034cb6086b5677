package dev.stretto.engine.synthesis;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The lightest set of tasks of which every clash has at least one, with all that can't be without them. */
final class SmallestHit {
    /** Nodes of the search; a few hundred milliseconds. */
    private static final int MOST_STEPS = 200_000;

    private final List<BitSet> clashes;
    private final List<BitSet> consequences;
    private final IntUnaryOperator weight;
    private int steps;
    private int bound;
    private BitSet best;

    SmallestHit(List<BitSet> clashes, List<BitSet> consequences, IntUnaryOperator weight) {
        this.clashes = clashes;
        this.consequences = consequences;
        this.weight = weight;
        this.best = greedy();
        this.bound = weigh(best);
        branch(new BitSet(), new BitSet());
        keepTheEarliest();
    }

    BitSet found() {
        return best;
    }

    /** False if there was no time to look at all possibilities. */
    boolean proven() {
        return steps < MOST_STEPS;
    }

    /** Looks for something lighter than the bound that has all of {@code out} and nothing of {@code kept}. */
    private boolean branch(BitSet out, BitSet kept) {
        if (++steps >= MOST_STEPS || weigh(out) + atLeast(out) >= bound) {
            return false;
        }
        BitSet clash = smallestOpen(out, kept);
        if (clash == null) {
            best = (BitSet) out.clone();
            bound = weigh(out);
            return true;
        }
        boolean found = false;
        BitSet keptHere = (BitSet) kept.clone();
        for (int task = clash.length(); (task = clash.previousSetBit(task - 1)) >= 0; ) {
            if (!consequences.get(task).intersects(keptHere)) {
                BitSet more = (BitSet) out.clone();
                more.or(consequences.get(task));
                found |= branch(more, keptHere);
            }
            // Whatever leaves this one out as well has just been looked at.
            keptHere.set(task);
        }
        return found;
    }

    /** Of those that weigh the same, the one that keeps the earliest task in which they differ. */
    private void keepTheEarliest() {
        BitSet kept = new BitSet();
        BitSet all = new BitSet();
        clashes.forEach(all::or);
        for (int task = all.nextSetBit(0); task >= 0 && proven(); task = all.nextSetBit(task + 1)) {
            kept.set(task);
            if (best.get(task)) {
                bound = weigh(best) + 1;
                if (!branch(new BitSet(), kept)) {
                    kept.clear(task);
                }
            }
        }
    }

    /** What still has to be added at the least: clashes that have no task in common need one each. */
    private int atLeast(BitSet out) {
        BitSet used = new BitSet();
        int least = 0;
        for (BitSet clash : clashes) {
            if (!clash.intersects(out) && !clash.intersects(used)) {
                used.or(clash);
                least += clash.stream().map(weight).min().orElse(0);
            }
        }
        return least;
    }

    /** The clash with the fewest tasks that may still be left out; null if none is open. */
    private @Nullable BitSet smallestOpen(BitSet out, BitSet kept) {
        BitSet smallest = null;
        int fewest = Integer.MAX_VALUE;
        for (BitSet clash : clashes) {
            if (!clash.intersects(out)) {
                BitSet free = (BitSet) clash.clone();
                free.andNot(kept);
                if (free.cardinality() < fewest) {
                    smallest = free;
                    fewest = free.cardinality();
                }
            }
        }
        return smallest;
    }

    /** Always the task that ends the most clashes for its weight; of equal ones the last. */
    private BitSet greedy() {
        BitSet out = new BitSet();
        while (true) {
            int[] ends = new int[consequences.size()];
            for (BitSet clash : clashes) {
                if (!clash.intersects(out)) {
                    clash.stream().forEach(task -> ends[task]++);
                }
            }
            int chosen = -1;
            for (int task = 0; task < ends.length; task++) {
                if (ends[task] > 0 && (chosen < 0 || ends[task] * cost(chosen) >= ends[chosen] * cost(task))) {
                    chosen = task;
                }
            }
            if (chosen < 0) {
                return out;
            }
            out.or(consequences.get(chosen));
        }
    }

    private long cost(int task) {
        return weigh(consequences.get(task));
    }

    private int weigh(BitSet tasks) {
        return tasks.stream().map(weight).sum();
    }
}
