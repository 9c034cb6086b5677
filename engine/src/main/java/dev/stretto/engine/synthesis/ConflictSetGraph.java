package dev.stretto.engine.synthesis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are tied together by conflict sets: those of two tasks as the edges of a graph, the others one by one. Counts the work that
 * its nodes do, so that a search can be bounded without a clock.
 */
final class ConflictSetGraph {
    private final List<BitSet> partners = new ArrayList<>();
    private final List<BitSet> larger = new ArrayList<>();
    private final List<BitSet> consequences;
    private final List<BitSet> needs = new ArrayList<>();
    private final BitSet tasks = new BitSet();
    private final int words;
    private long work;

    /**
     * @param conflictSets each of two tasks or more
     * @param consequences for each task, itself and all that can't be without it
     */
    ConflictSetGraph(List<BitSet> conflictSets, List<BitSet> consequences) {
        this.consequences = consequences;
        this.words = consequences.size() / Long.SIZE + 1;
        for (int task = 0; task < consequences.size(); task++) {
            partners.add(new BitSet());
            needs.add(new BitSet());
        }
        for (int task = 0; task < consequences.size(); task++) {
            int needed = task;
            consequences.get(task).stream().forEach(other -> needs.get(other).set(needed));
        }
        for (BitSet conflictSet : conflictSets) {
            tasks.or(conflictSet);
            add(conflictSet);
        }
    }

    private void add(BitSet conflictSet) {
        int first = conflictSet.nextSetBit(0);
        int second = conflictSet.nextSetBit(first + 1);
        if (conflictSet.nextSetBit(second + 1) < 0) {
            partners.get(first).set(second);
            partners.get(second).set(first);
        } else {
            larger.add(conflictSet);
        }
    }

    /** How many words of sets were looked at so far. */
    long work() {
        return work;
    }

    /** What leaving a task out comes to. */
    int cost(int task, IntUnaryOperator weight) {
        return weigh(consequences.get(task), weight);
    }

    static int weigh(BitSet tasks, IntUnaryOperator weight) {
        int sum = 0;
        for (int task = tasks.nextSetBit(0); task >= 0; task = tasks.nextSetBit(task + 1)) {
            sum += weight.applyAsInt(task);
        }
        return sum;
    }

    /** Everything open. */
    Node open() {
        Node node = new Node(new BitSet(), new BitSet(), larger);
        if (!node.settled()) {
            throw new IllegalStateException("with nothing decided, no conflict set can be whole");
        }
        return node;
    }

    /** Some tasks that are left out, some that are kept, and the conflict sets that are still to be ended. */
    final class Node {
        private final BitSet out;
        private final BitSet kept;
        private List<BitSet> conflictSets;
        private BitSet free = new BitSet();

        private Node(BitSet out, BitSet kept, List<BitSet> conflictSets) {
            this.out = (BitSet) out.clone();
            this.kept = (BitSet) kept.clone();
            this.conflictSets = conflictSets;
        }

        /** The tasks that are left out. */
        BitSet out() {
            return (BitSet) out.clone();
        }

        /** The next task, from this one on, that is neither left out nor kept; less than 0 if there is none. */
        int nextOpen(int task) {
            return free.nextSetBit(task);
        }

        /** The same without this one; null if what is kept can't be without it. */
        @Nullable
        Node without(int task) {
            Node node = new Node(out, kept, conflictSets);
            return node.leaveOut(task) && node.settled() ? node : null;
        }

        /** The same with this one for certain; null if that can't be. */
        @Nullable
        Node keeping(int task) {
            Node node = new Node(out, kept, conflictSets);
            BitSet more = needs.get(task);
            if (more.intersects(out)) {
                return null;
            }
            node.kept.or(more);
            BitSet gone = new BitSet();
            for (int one = more.nextSetBit(0); one >= 0; one = more.nextSetBit(one + 1)) {
                gone.or(partners.get(one));
                work += words;
            }
            return node.leaveOutAll(gone) && node.settled() ? node : null;
        }

        private boolean leaveOut(int task) {
            work += words;
            out.or(consequences.get(task));
            return !consequences.get(task).intersects(kept);
        }

        private boolean leaveOutAll(BitSet gone) {
            for (int task = gone.nextSetBit(0); task >= 0; task = gone.nextSetBit(task + 1)) {
                if (!out.get(task) && !leaveOut(task)) {
                    return false;
                }
            }
            return true;
        }

        /** Leaves out what is the last of a conflict set that may be; false if there is a conflict set of which all are kept. */
        private boolean settled() {
            boolean more = true;
            while (more) {
                BitSet forced = new BitSet();
                List<BitSet> still = new ArrayList<>();
                for (BitSet conflictSet : conflictSets) {
                    work += words;
                    if (!conflictSet.intersects(out)) {
                        BitSet left = (BitSet) conflictSet.clone();
                        left.andNot(kept);
                        int first = left.nextSetBit(0);
                        if (first < 0) {
                            return false;
                        }
                        if (left.nextSetBit(first + 1) < 0) {
                            forced.set(first);
                        } else {
                            still.add(left);
                        }
                    }
                }
                conflictSets = still;
                more = !forced.isEmpty();
                if (!leaveOutAll(forced)) {
                    return false;
                }
            }
            free = (BitSet) tasks.clone();
            free.andNot(out);
            free.andNot(kept);
            return true;
        }

        /** How many open conflict sets an open task is in. */
        int conflictSets(int task) {
            work += words;
            BitSet others = (BitSet) partners.get(task).clone();
            others.and(free);
            int count = others.cardinality();
            for (BitSet conflictSet : conflictSets) {
                count += conflictSet.get(task) ? 1 : 0;
            }
            work += conflictSets.size();
            return count;
        }

        /**
         * What still has to be left out at the least: of tasks no two of which go together all but the heaviest, and one of each
         * larger conflict set that has no task in common with those or with another one.
         */
        int atLeast(IntUnaryOperator weight) {
            BitSet left = (BitSet) free.clone();
            BitSet used = new BitSet();
            int least = 0;
            for (int task = left.nextSetBit(0); task >= 0; task = left.nextSetBit(task + 1)) {
                BitSet others = (BitSet) partners.get(task).clone();
                others.and(left);
                int sum = weight.applyAsInt(task);
                int heaviest = sum;
                for (int other = others.nextSetBit(task + 1); other >= 0; other = others.nextSetBit(other + 1)) {
                    sum += weight.applyAsInt(other);
                    heaviest = Math.max(heaviest, weight.applyAsInt(other));
                    left.clear(other);
                    used.set(other);
                    used.set(task);
                    others.and(partners.get(other));
                    work += words;
                }
                work += words;
                least += sum - heaviest;
            }
            for (BitSet conflictSet : conflictSets) {
                work += words;
                if (!conflictSet.intersects(used)) {
                    used.or(conflictSet);
                    least += conflictSet.stream().map(weight).min().orElse(0);
                }
            }
            return least;
        }
    }
}
