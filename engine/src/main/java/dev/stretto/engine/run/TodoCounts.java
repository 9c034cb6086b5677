package dev.stretto.engine.run;

import dev.stretto.engine.todo.TodoStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many tasks of a run stand where, kept up to date with each event, so that nobody has to go through all of them to know it.
 * Immutable.
 *
 * @param byStatus the states that at least one task is in, with how many are
 */
public record TodoCounts(Map<TodoStatus, Long> byStatus) {
    static final TodoCounts NONE = new TodoCounts(Map.of());

    /** With so many tasks more in a state. */
    TodoCounts plus(TodoStatus status, int tasks) {
        Map<TodoStatus, Long> next = new EnumMap<>(TodoStatus.class);
        next.putAll(byStatus);
        if (next.merge(status, (long) tasks, Long::sum) == 0) {
            next.remove(status);
        }
        return new TodoCounts(Collections.unmodifiableMap(next));
    }

    TodoCounts moved(TodoStatus from, TodoStatus to, int tasks) {
        return from == to ? this : plus(from, -tasks).plus(to, tasks);
    }
}
