package dev.stretto.engine.run;

import dev.stretto.engine.todo.TodoStatus;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many tasks of a run stand where, kept up to date with each event, so that nobody has to go through all of them to know it.
 * Immutable.
 */
public final class TodoCounts {
    static final TodoCounts NONE = new TodoCounts(new int[TodoStatus.values().length]);

    private final int[] byStatus;

    private TodoCounts(int[] byStatus) {
        this.byStatus = byStatus;
    }

    /** With so many tasks more in a state. */
    TodoCounts plus(TodoStatus status, int tasks) {
        int[] next = byStatus.clone();
        next[status.ordinal()] += tasks;
        return new TodoCounts(next);
    }

    TodoCounts moved(TodoStatus from, TodoStatus to, int tasks) {
        return from == to ? this : plus(from, -tasks).plus(to, tasks);
    }

    /** The states that at least one task is in, with how many are. */
    public Map<TodoStatus, Long> byStatus() {
        Map<TodoStatus, Long> counts = new EnumMap<>(TodoStatus.class);
        for (TodoStatus status : TodoStatus.values()) {
            if (byStatus[status.ordinal()] != 0) {
                counts.put(status, (long) byStatus[status.ordinal()]);
            }
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TodoCounts counts && Arrays.equals(byStatus, counts.byStatus);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byStatus);
    }

    @Override
    public String toString() {
        return byStatus().toString();
    }
}
