package dev.stretto.engine.decision;

import dev.stretto.engine.decision.Wait.Kind;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Precedence;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.scope.ScopeOverlap;
import dev.stretto.engine.scope.ScopeOverlaps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Collects what keeps assignments apart. Assignments that all exclude each other (holders of one resource, writers of one
 * glob) form a chain in dispatch order: each waits for the one before, which is enough, and linear in their number.
 */
final class Separations {
    private final Plan plan;
    private final Precedence precedence;
    private final List<Integer> order;
    private final int[] rank;
    private final Map<Integer, Map<Integer, Wait>> waits = new HashMap<>();

    /** Over the groups in an order in which each comes after those that it waits for. */
    Separations(Plan plan, Precedence precedence, List<Integer> order) {
        this.plan = plan;
        this.precedence = precedence;
        this.order = order;
        this.rank = new int[plan.tasks().size()];
        for (int i = 0; i < order.size(); i++) {
            rank[order.get(i)] = i;
        }
    }

    /** What the group waits for; at most one reason for each other group, the strongest first found. */
    List<Wait> of(int group) {
        return List.copyOf(waits.getOrDefault(group, Map.of()).values());
    }

    void keepDependencies() {
        for (int group : order) {
            for (int earlier : precedence.waitsFor(group)) {
                add(earlier, group, Kind.NEEDS, "");
            }
        }
    }

    void keepResources() {
        holders(Task::locks).forEach((resource, groups) -> chain(groups, Kind.LOCKS, resource));
    }

    void oneAtATime() {
        chain(order, Kind.SEQUENCE, "");
    }

    void separateScopes() {
        Map<String, List<Integer>> writers = holders(Task::globs);
        writers.forEach((glob, groups) -> chain(groups, Kind.WRITES, glob));
        for (ScopeOverlap overlap : ScopeOverlaps.among(writers.keySet())) {
            interleave(
                    writers.getOrDefault(overlap.first(), List.of()),
                    writers.getOrDefault(overlap.second(), List.of()),
                    overlap.example());
        }
    }

    private Map<String, List<Integer>> holders(Function<Task, Collection<String>> what) {
        Map<String, List<Integer>> holders = new TreeMap<>();
        for (int group : order) {
            TreeSet<String> held = new TreeSet<>();
            precedence
                    .members(group)
                    .forEach(position -> held.addAll(what.apply(plan.tasks().get(position))));
            held.forEach(name ->
                    holders.computeIfAbsent(name, key -> new ArrayList<>()).add(group));
        }
        return holders;
    }

    private void chain(List<Integer> groups, Kind kind, String detail) {
        for (int i = 1; i < groups.size(); i++) {
            add(groups.get(i - 1), groups.get(i), kind, detail);
        }
    }

    /** Keeps every group of one chain apart from every group of another: each waits for the nearest before it. */
    private void interleave(List<Integer> some, List<Integer> others, String example) {
        int i = 0;
        int j = 0;
        while (i < some.size() && j < others.size()) {
            int a = some.get(i);
            int b = others.get(j);
            if (a == b) {
                i++;
                j++;
            } else if (rank[a] < rank[b]) {
                boolean nearest = i + 1 == some.size() || rank[some.get(i + 1)] > rank[b];
                if (nearest) {
                    add(a, b, Kind.WRITES, example);
                }
                i++;
            } else {
                boolean nearest = j + 1 == others.size() || rank[others.get(j + 1)] > rank[a];
                if (nearest) {
                    add(b, a, Kind.WRITES, example);
                }
                j++;
            }
        }
    }

    private void add(int earlier, int later, Kind kind, String detail) {
        String lead = plan.tasks().get(earlier).id();
        waits.computeIfAbsent(later, group -> new LinkedHashMap<>()).putIfAbsent(earlier, new Wait(lead, kind, detail));
    }
}
