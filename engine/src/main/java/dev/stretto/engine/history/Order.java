package dev.stretto.engine.history;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.Wait;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which assignments may be in progress at the same time: those of which none waits for the other, directly or by way of others. */
final class Order {
    private final List<Assignment> assignments;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<Integer, BitSet> before = new HashMap<>();

    Order(List<Assignment> assignments) {
        this.assignments = assignments;
        for (int position = 0; position < assignments.size(); position++) {
            positions.put(assignments.get(position).lead(), position);
        }
    }

    boolean mayRunTogether(int one, int other) {
        return one != other && !before(Math.max(one, other)).get(Math.min(one, other));
    }

    /** Everything that it waits for; asked only of the few that the history couples. */
    private BitSet before(int position) {
        return before.computeIfAbsent(position, key -> {
            BitSet reached = new BitSet();
            Deque<Integer> open = new ArrayDeque<>(List.of(position));
            while (!open.isEmpty()) {
                for (Wait wait : assignments.get(open.remove()).waits()) {
                    Integer on = positions.get(wait.on());
                    if (on != null && !reached.get(on)) {
                        reached.set(on);
                        open.add(on);
                    }
                }
            }
            return reached;
        });
    }
}
