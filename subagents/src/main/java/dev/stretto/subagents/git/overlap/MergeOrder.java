package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.BranchToMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts branches in the order in which they are merged: as they are given, except that one comes after those that it needs. */
public final class MergeOrder {
    private final Map<String, BranchToMerge> waiting = new LinkedHashMap<>();
    private final List<BranchToMerge> ordered = new ArrayList<>();

    private MergeOrder(List<BranchToMerge> branches) {
        branches.forEach(branch -> waiting.put(branch.task(), branch));
    }

    public static List<BranchToMerge> of(List<BranchToMerge> branches) {
        MergeOrder order = new MergeOrder(branches);
        while (!order.waiting.isEmpty()) {
            order.take(order.waiting.values().iterator().next());
        }
        return order.ordered;
    }

    private void take(BranchToMerge branch) {
        waiting.remove(branch.task());
        for (String need : branch.needs()) {
            BranchToMerge first = waiting.get(need);
            if (first != null) {
                take(first);
            }
        }
        ordered.add(branch);
    }
}
