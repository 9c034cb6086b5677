package dev.stretto.engine.synthesis;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The lightest set of tasks of which every conflict set has at least one, with all that can't be without them. Of those that weigh the same
 * it is the one that keeps the earliest task in which they differ.
 *
 * <p>Found by branch and bound: a task is left out, or kept, and then whatever conflicts with it is left out. Of tasks no two of which
 * go together all but one are left out, which bounds how little a choice can come to (as the colouring does in Tomita and Seki,
 * <i>An efficient branch-and-bound algorithm for finding a maximum clique</i>, 2003).
 */
final class SmallestHit {
    private final ConflictSetGraph graph;
    private final IntUnaryOperator weight;
    private final long mostWork;
    private int bound = Integer.MAX_VALUE;
    private @Nullable BitSet best;

    /** @param mostWork how much is looked at, as {@link ConflictSetGraph#work} counts it */
    SmallestHit(List<BitSet> conflictSets, List<BitSet> consequences, IntUnaryOperator weight, long mostWork) {
        this.graph = new ConflictSetGraph(conflictSets, consequences);
        this.weight = weight;
        this.mostWork = mostWork;
        careful(graph.open());
        look(graph.open());
        keepTheEarliest();
    }

    BitSet found() {
        return best == null ? new BitSet() : best;
    }

    /** False if there was more to look at than was allowed. */
    boolean proven() {
        return graph.work() < mostWork;
    }

    /** A choice to begin with: always keeps the task that the fewest others have to make room for. */
    private void careful(ConflictSetGraph.Node root) {
        ConflictSetGraph.Node node = root;
        for (int task = fewest(node); task >= 0; task = fewest(node)) {
            ConflictSetGraph.Node kept = node.keeping(task);
            ConflictSetGraph.Node next = kept == null ? node.without(task) : kept;
            if (next == null) {
                return;
            }
            node = next;
        }
        take(node);
    }

    private int fewest(ConflictSetGraph.Node node) {
        int chosen = -1;
        int fewest = Integer.MAX_VALUE;
        for (int task = node.nextOpen(0); task >= 0; task = node.nextOpen(task + 1)) {
            int conflictSets = node.conflictSets(task);
            if (conflictSets > 0 && conflictSets < fewest) {
                chosen = task;
                fewest = conflictSets;
            }
        }
        return chosen;
    }

    /** Looks for something lighter than the bound in what is still open. */
    private boolean look(ConflictSetGraph.@Nullable Node node) {
        if (node == null || !proven() || weigh(node.out()) + node.atLeast(weight) >= bound) {
            return false;
        }
        int task = most(node);
        if (task < 0) {
            take(node);
            return true;
        }
        boolean lighter = look(node.without(task));
        return look(node.keeping(task)) || lighter;
    }

    /** The task that ends the most conflict sets for its weight; of equal ones the last. */
    private int most(ConflictSetGraph.Node node) {
        int chosen = -1;
        long most = 0;
        long price = 1;
        for (int task = node.nextOpen(0); task >= 0; task = node.nextOpen(task + 1)) {
            long conflictSets = node.conflictSets(task);
            long cost = graph.cost(task, weight);
            if (conflictSets > 0 && conflictSets * price >= most * cost) {
                chosen = task;
                most = conflictSets;
                price = cost;
            }
        }
        return chosen;
    }

    private void take(ConflictSetGraph.Node node) {
        best = node.out();
        bound = weigh(best);
    }

    /** Goes through the tasks and keeps each one with which the choice need not weigh more. */
    private void keepTheEarliest() {
        ConflictSetGraph.Node decided = graph.open();
        for (int task = decided.nextOpen(0); task >= 0 && proven(); task = decided.nextOpen(task + 1)) {
            ConflictSetGraph.Node kept = decided.keeping(task);
            bound = weigh(found()) + 1;
            boolean canBeKept = kept != null && (!found().get(task) || look(kept));
            ConflictSetGraph.Node next = canBeKept ? kept : decided.without(task);
            if (next == null) {
                return;
            }
            decided = next;
        }
    }

    private int weigh(BitSet tasks) {
        return ConflictSetGraph.weigh(tasks, weight);
    }
}
