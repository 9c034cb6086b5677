package dev.stretto.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks have to come before which. Related tasks are one group, named by the position of its first member, since one
 * subagent carries them out together; a group waits for whatever one of its members waits for.
 */
public final class Precedence {
    private final int[] groupOf;
    private final List<List<Integer>> members = new ArrayList<>();
    private final List<Set<Integer>> waitsFor = new ArrayList<>();
    private final List<List<Integer>> awaitedBy = new ArrayList<>();

    private Precedence(int[] groupOf) {
        this.groupOf = groupOf;
        for (int position = 0; position < groupOf.length; position++) {
            members.add(new ArrayList<>());
            waitsFor.add(new LinkedHashSet<>());
            awaitedBy.add(new ArrayList<>());
            members.get(groupOf[position]).add(position);
        }
    }

    /** Reads the precedence of a plan's tasks. References that lead nowhere are passed over. */
    public static Precedence of(List<TaskOutline> tasks) {
        Map<String, Integer> positions = new HashMap<>();
        for (int position = 0; position < tasks.size(); position++) {
            String id = tasks.get(position).id();
            if (id != null) {
                positions.putIfAbsent(id, position);
            }
        }
        Precedence precedence = new Precedence(groups(tasks, positions));
        for (int position = 0; position < tasks.size(); position++) {
            for (String id : tasks.get(position).needs()) {
                precedence.addWait(position, id == null ? null : positions.get(id));
            }
        }
        return precedence;
    }

    /** As {@link #of(List)}, for the tasks of a checked plan. */
    public static Precedence of(Plan plan) {
        return of(IntStream.range(0, plan.tasks().size())
                .mapToObj(position -> TaskOutline.of(position, plan.tasks().get(position)))
                .toList());
    }

    private void addWait(int position, @Nullable Integer other) {
        if (other == null || other == position) {
            return;
        }
        int group = groupOf[position];
        int earlier = groupOf[other];
        if (group != earlier && waitsFor.get(group).add(earlier)) {
            awaitedBy.get(earlier).add(group);
        }
    }

    /** The groups in plan order, each by the position of its first member. */
    public List<Integer> groups() {
        return IntStream.range(0, groupOf.length)
                .filter(position -> groupOf[position] == position)
                .boxed()
                .toList();
    }

    /** The positions of a group's members, in plan order. */
    public List<Integer> members(int group) {
        return members.get(group);
    }

    /** The groups that this one has to wait for. */
    public Set<Integer> waitsFor(int group) {
        return waitsFor.get(group);
    }

    /**
     * The groups in an order in which each comes after those it waits for, and otherwise in plan order (Kahn's algorithm
     * with a priority queue). Groups on a cycle, and those behind one, are left out.
     */
    public List<Integer> order() {
        Map<Integer, Integer> open = new HashMap<>();
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int group : groups()) {
            open.put(group, waitsFor(group).size());
            if (waitsFor(group).isEmpty()) {
                free.add(group);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!free.isEmpty()) {
            int group = free.remove();
            order.add(group);
            for (int next : awaitedBy.get(group)) {
                if (open.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        return order;
    }

    /** Cycles, each as a walk that ends where it began; every group on a cycle is on at most one of those given. */
    public List<List<Integer>> cycles() {
        Set<Integer> suspects = new LinkedHashSet<>(groups());
        order().forEach(suspects::remove);
        List<List<Integer>> cycles = new ArrayList<>();
        Set<Integer> seen = new LinkedHashSet<>();
        for (int start : suspects) {
            Deque<Integer> walk = new ArrayDeque<>();
            Integer group = start;
            while (group != null && seen.add(group)) {
                walk.addLast(group);
                group = waitsFor.get(group).stream()
                        .filter(suspects::contains)
                        .findFirst()
                        .orElse(null);
            }
            if (group != null && walk.contains(group)) {
                cycles.add(cycleFrom(group, walk));
            }
        }
        return cycles;
    }

    private static List<Integer> cycleFrom(int group, Deque<Integer> walk) {
        List<Integer> cycle =
                new ArrayList<>(walk.stream().dropWhile(step -> step != group).toList());
        cycle.add(group);
        return cycle;
    }

    private static int[] groups(List<TaskOutline> tasks, Map<String, Integer> positions) {
        int[] parent = IntStream.range(0, tasks.size()).toArray();
        for (int position = 0; position < tasks.size(); position++) {
            for (String id : tasks.get(position).related()) {
                Integer other = id == null ? null : positions.get(id);
                if (other != null) {
                    int a = root(parent, position);
                    int b = root(parent, other);
                    parent[Math.max(a, b)] = Math.min(a, b);
                }
            }
        }
        for (int position = 0; position < parent.length; position++) {
            parent[position] = root(parent, position);
        }
        return parent;
    }

    private static int root(int[] parent, int position) {
        int at = position;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
