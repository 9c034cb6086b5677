package dev.stretto.engine.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Shares folders out among tasks so that none has much more to do than another.
 *
 * <p>First a folder that holds more than its share, which is all bytes divided by the number of tasks, falls into the files
 * in it and the folders in it, the largest first, until none is too large or can be divided. Then they are dealt out, the
 * largest first, each to the task that has the least so far: longest processing time first (R. L. Graham, 1969), which is
 * never worse than 4/3 of the best.
 */
final class FolderShares {
    private FolderShares() {}

    /** Each folder at this depth, and the files that lie above it, by folder. */
    static List<FolderShare> atDepth(FolderTree tree, int depth) {
        return depth == 0
                ? List.of(FolderShare.whole(tree))
                : Stream.concat(
                                FolderShare.partsOf(tree).stream().filter(part -> !part.whole()),
                                tree.children().stream().flatMap(child -> atDepth(child, depth - 1).stream()))
                        .toList();
    }

    /** What each of at most so many tasks is given. */
    static List<List<FolderShare>> balanced(FolderTree tree, Collection<FolderShare> shares, int tasks) {
        return deal(divided(tree, shares, tasks), tasks);
    }

    private static List<FolderShare> divided(FolderTree tree, Collection<FolderShare> shares, int tasks) {
        long share = shares.stream().mapToLong(FolderShare::bytes).sum() / tasks;
        PriorityQueue<FolderShare> open = new PriorityQueue<>(FolderShare.LARGEST_FIRST);
        open.addAll(shares);
        List<FolderShare> divided = new ArrayList<>();
        while (!open.isEmpty()) {
            FolderShare largest = open.remove();
            FolderTree folder = tree.folder(largest.folder()).orElseThrow();
            if (largest.bytes() > share && largest.whole() && !folder.children().isEmpty()) {
                open.addAll(FolderShare.partsOf(folder));
            } else {
                divided.add(largest);
            }
        }
        divided.sort(FolderShare.LARGEST_FIRST);
        return divided;
    }

    private static List<List<FolderShare>> deal(List<FolderShare> shares, int tasks) {
        record Hand(int number, List<FolderShare> shares, long bytes) {}
        PriorityQueue<Hand> hands =
                new PriorityQueue<>(Comparator.comparingLong(Hand::bytes).thenComparingInt(Hand::number));
        for (int i = 0; i < Math.min(tasks, shares.size()); i++) {
            hands.add(new Hand(i, new ArrayList<>(), 0));
        }
        for (FolderShare share : shares) {
            Hand hand = hands.remove();
            hand.shares().add(share);
            hands.add(new Hand(hand.number(), hand.shares(), hand.bytes() + share.bytes()));
        }
        return hands.stream()
                .map(Hand::shares)
                .filter(hand -> !hand.isEmpty())
                .sorted(Comparator.comparing(hand -> hand.getFirst().folder()))
                .toList();
    }
}
