package dev.stretto.engine.decision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which assignments can be in progress at the same time: those of which neither waits for the other, be it over several
 * others. A pure function of the decision, made once for all its assignments in time linear in their waits.
 *
 * <p>Two assignments of one wave never wait for each other. To tell about others the waits have to be walked, and no more
 * than {@value #WALK} assignments are looked at for that, so that a look at every assignment of the largest plan
 * stays cheap; what is not known then counts as not together.
 */
public final class ConcurrentAssignments {
    private static final int WALK = 2_000;

    /**
     * Who can be in progress beside an assignment.
     *
     * @param nearest the ones nearest to it in dispatch order, in that order
     * @param more how many there are beyond these
     * @param counted false if {@code more} is only a lower bound
     */
    public record Beside(List<Assignment> nearest, int more, boolean counted) {
        public Beside {
            nearest = List.copyOf(nearest);
        }
    }

    private final List<Assignment> assignments;
    private final boolean oneAtATime;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<List<Integer>> waits = new ArrayList<>();
    private final List<List<Integer>> waiters = new ArrayList<>();
    private final List<Integer> waves = new ArrayList<>();
    private final Map<Integer, List<Integer>> members = new HashMap<>();

    private ConcurrentAssignments(DispatchDecision decision, int concurrency) {
        this.assignments = decision.assignments();
        this.oneAtATime = concurrency == 1;
        for (int position = 0; position < assignments.size(); position++) {
            for (String task : assignments.get(position).tasks()) {
                positions.put(task, position);
            }
            waits.add(new ArrayList<>());
            waiters.add(new ArrayList<>());
        }
        for (int position = 0; position < assignments.size(); position++) {
            place(position);
        }
    }

    /**
     * The company that the assignments of a decision keep.
     *
     * @param concurrency attempts at a time; 0 means all at once
     */
    public static ConcurrentAssignments of(DispatchDecision decision, int concurrency) {
        return new ConcurrentAssignments(decision, concurrency);
    }

    /** Assignments come after those that they wait for, so that the waves of those are known. */
    private void place(int position) {
        int wave = 0;
        for (Wait wait : assignments.get(position).waits()) {
            int earlier = position(wait.on());
            waits.get(position).add(earlier);
            waiters.get(earlier).add(position);
            wave = Math.max(wave, waves.get(earlier) + 1);
        }
        waves.add(wave);
        members.computeIfAbsent(wave, key -> new ArrayList<>()).add(position);
    }

    /** True if the two tasks, by their ids, can be in progress at the same time, each with a subagent of its own. */
    public boolean together(String task, String other) {
        int a = position(task);
        int b = position(other);
        if (a == b || oneAtATime) {
            return false;
        }
        if (waves.get(a).equals(waves.get(b))) {
            return true;
        }
        int later = waves.get(a) > waves.get(b) ? a : b;
        int earlier = later == a ? b : a;
        Set<Integer> before = new HashSet<>();
        return walk(later, waits, waves.get(earlier), before) && !before.contains(earlier);
    }

    /** The same tasks, each before those whose assignments wait for its own. */
    public List<String> inDispatchOrder(List<String> tasks) {
        return tasks.stream().sorted(Comparator.comparingInt(this::position)).toList();
    }

    /** Who can be in progress beside the assignment that a task belongs to; at most {@code limit} of them by name. */
    public Beside beside(String task, int limit) {
        int position = position(task);
        if (oneAtATime) {
            return new Beside(List.of(), 0, true);
        }
        Set<Integer> relatives = new HashSet<>();
        boolean known = walk(position, waits, 0, relatives) && walk(position, waiters, 0, relatives);
        if (known) {
            int others = assignments.size() - 1 - relatives.size();
            List<Assignment> nearest = nearest(position, limit, relatives);
            return new Beside(nearest, others - nearest.size(), true);
        }
        List<Integer> peers = members.getOrDefault(waves.get(position), List.of());
        List<Assignment> nearest = nearestPeers(peers, Collections.binarySearch(peers, position), limit);
        return new Beside(nearest, peers.size() - 1 - nearest.size(), false);
    }

    /** Collects what is reached from here, no further back than a wave. False if there is too much of it. */
    private boolean walk(int from, List<List<Integer>> edges, int wave, Set<Integer> reached) {
        int most = reached.size() + WALK;
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (int next : edges.get(open.remove())) {
                if (waves.get(next) >= wave && reached.add(next)) {
                    if (reached.size() > most) {
                        return false;
                    }
                    open.add(next);
                }
            }
        }
        return true;
    }

    private List<Assignment> nearest(int position, int limit, Set<Integer> relatives) {
        TreeSet<Integer> nearest = new TreeSet<>();
        for (int distance = 1; distance < assignments.size() && nearest.size() < limit; distance++) {
            for (int other : new int[] {position - distance, position + distance}) {
                if (other >= 0 && other < assignments.size() && nearest.size() < limit && !relatives.contains(other)) {
                    nearest.add(other);
                }
            }
        }
        return nearest.stream().map(assignments::get).toList();
    }

    private List<Assignment> nearestPeers(List<Integer> peers, int at, int limit) {
        int from = Math.max(0, Math.min(at - limit / 2, peers.size() - 1 - limit));
        return peers.subList(from, Math.min(peers.size(), from + limit + 1)).stream()
                .filter(peer -> !peer.equals(peers.get(at)))
                .limit(limit)
                .map(assignments::get)
                .toList();
    }

    private int position(String task) {
        Integer position = positions.get(task);
        if (position == null) {
            throw new IllegalArgumentException("the decision has no task '" + task + "'");
        }
        return position;
    }
}
