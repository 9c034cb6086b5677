package dev.stretto.engine.synthesis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the most tasks that go together: of all choices in which no conflict set is whole and nothing is without what it needs, one
 * that leaves the fewest tasks of the plan out. Of choices that leave out equally many it takes the one that keeps the earliest
 * task in which they differ. Always the same for the same question.
 *
 * <p>What has to be left out is a smallest hitting set of the conflict sets, found by branch and bound for each group of tasks that
 * conflict sets tie together (Reiter, <i>A theory of diagnosis from first principles</i>, 1987: a diagnosis is a minimal hitting set of
 * the conflict sets). That is NP-hard; past a bound of work the best choice so far is taken, and said to be that.
 */
public final class LargestWhole {

    /** Words of sets that are looked at; a hundred milliseconds or so. */
    private static final long MOST_WORK = 4_000_000;

    /** That much for each group of conflict sets at least: small ones never need it all. */
    private static final long WORK_FOR_ANY = 100_000;

    /**
     * A choice.
     *
     * @param kept the ids of the tasks that are in the whole, in the order given
     * @param left the ids of the others, in the order given
     * @param proven true if no other choice leaves out fewer; false if that took too long to find out
     */
    public record Choice(List<String> kept, List<String> left, boolean proven) {
        public Choice {
            kept = List.copyOf(kept);
            left = List.copyOf(left);
        }
    }

    private final List<Choosable> choosables;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<BitSet> consequences = new ArrayList<>();
    private final List<BitSet> conflictSets = new ArrayList<>();

    private LargestWhole(List<Choosable> choosables, Collection<? extends Set<String>> conflictSets) {
        this.choosables = choosables;
        for (int position = 0; position < choosables.size(); position++) {
            positions.put(choosables.get(position).task(), position);
        }
        addConsequences();
        for (Set<String> conflictSet : conflictSets) {
            if (positions.keySet().containsAll(conflictSet)) {
                BitSet tasks = new BitSet();
                conflictSet.forEach(task -> tasks.set(position(task)));
                this.conflictSets.add(tasks);
            }
        }
    }

    /**
     * Chooses among these.
     *
     * @param choosables in the order of the plan; those that are needed need not come first
     * @param conflictSets sets of ids of which never all are kept; one with a task that can't be chosen is none
     */
    public static Choice among(List<Choosable> choosables, Collection<? extends Set<String>> conflictSets) {
        return new LargestWhole(choosables, conflictSets).choice();
    }

    private Choice choice() {
        BitSet left = reduced();
        boolean proven = true;
        for (List<BitSet> group : groups()) {
            long share = Math.max(WORK_FOR_ANY, MOST_WORK * group.size() / conflictSets.size());
            SmallestHit hit = new SmallestHit(group, consequences, this::weight, share);
            left.or(hit.found());
            proven &= hit.proven();
        }
        List<String> kept = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (int position = 0; position < choosables.size(); position++) {
            (left.get(position) ? out : kept).add(choosables.get(position).task());
        }
        return new Choice(kept, out, proven);
    }

    /**
     * Leaves out what can't be kept at all, and forgets the conflict sets that are ended by that and those that have all of another
     * one in them.
     */
    private BitSet reduced() {
        BitSet out = new BitSet();
        conflictSets.stream()
                .filter(conflictSet -> conflictSet.cardinality() == 1)
                .forEach(conflictSet -> out.or(consequences.get(conflictSet.nextSetBit(0))));
        conflictSets.removeIf(conflictSet -> conflictSet.intersects(out));
        // It is gone already, and costs nothing any more.
        consequences.forEach(tasks -> tasks.andNot(out));
        conflictSets.sort(Comparator.comparingInt(BitSet::cardinality));
        List<BitSet> minimal = new ArrayList<>();
        Map<Integer, List<BitSet>> byFirst = new HashMap<>();
        for (BitSet conflictSet : new LinkedHashSet<>(conflictSets)) {
            boolean holdsAnother = conflictSet.cardinality() > 2
                    && conflictSet.stream()
                            .anyMatch(task -> byFirst.getOrDefault(task, List.of()).stream()
                                    .anyMatch(other -> isIn(other, conflictSet)));
            if (!holdsAnother) {
                minimal.add(conflictSet);
                byFirst.computeIfAbsent(conflictSet.nextSetBit(0), first -> new ArrayList<>())
                        .add(conflictSet);
            }
        }
        conflictSets.clear();
        conflictSets.addAll(minimal);
        return out;
    }

    private static boolean isIn(BitSet part, BitSet whole) {
        return part.stream().allMatch(whole::get);
    }

    private int weight(int position) {
        return choosables.get(position).weight();
    }

    private int position(String task) {
        Integer position = positions.get(task);
        if (position == null) {
            throw new IllegalArgumentException("no task '" + task + "' can be chosen");
        }
        return position;
    }

    /** For each task, itself and all that can't be kept without it. */
    private void addConsequences() {
        List<BitSet> dependents = new ArrayList<>();
        choosables.forEach(choosable -> dependents.add(new BitSet()));
        for (int position = 0; position < choosables.size(); position++) {
            for (String need : choosables.get(position).needs()) {
                Integer needed = positions.get(need);
                if (needed != null) {
                    dependents.get(needed).set(position);
                }
            }
        }
        for (int position = 0; position < choosables.size(); position++) {
            BitSet reached = new BitSet();
            reached.set(position);
            BitSet open = (BitSet) reached.clone();
            while (!open.isEmpty()) {
                int next = open.nextSetBit(0);
                open.clear(next);
                BitSet more = (BitSet) dependents.get(next).clone();
                more.andNot(reached);
                reached.or(more);
                open.or(more);
            }
            consequences.add(reached);
        }
    }

    /** The conflict sets, in groups that have nothing to do with each other. */
    private Collection<List<BitSet>> groups() {
        int[] groupOf = new int[choosables.size()];
        for (int position = 0; position < groupOf.length; position++) {
            groupOf[position] = position;
        }
        for (BitSet conflictSet : conflictSets) {
            int first = conflictSet.nextSetBit(0);
            conflictSet.stream()
                    .forEach(task -> consequences.get(task).stream().forEach(other -> join(groupOf, first, other)));
        }
        Map<Integer, List<BitSet>> groups = new LinkedHashMap<>();
        for (BitSet conflictSet : conflictSets) {
            groups.computeIfAbsent(root(groupOf, conflictSet.nextSetBit(0)), root -> new ArrayList<>())
                    .add(conflictSet);
        }
        return groups.values();
    }

    private static void join(int[] groupOf, int a, int b) {
        groupOf[root(groupOf, b)] = root(groupOf, a);
    }

    private static int root(int[] groupOf, int position) {
        int root = position;
        while (groupOf[root] != root) {
            groupOf[root] = groupOf[groupOf[root]];
            root = groupOf[root];
        }
        return root;
    }
}
