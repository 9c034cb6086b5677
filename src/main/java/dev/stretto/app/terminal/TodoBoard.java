package dev.stretto.app.terminal;

import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.TodoStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which assignments of a run have which status, by their position. It is brought up to date by what has changed, and answers
 * without looking at all of them, so that a plan of ten thousand tasks is drawn as cheaply as one of ten.
 */
final class TodoBoard {
    /** What went wrong gets at least this part of the room: it must not be hidden by all that goes well. */
    private static final int PART_FOR_TROUBLE = 3;

    private static final List<TodoStatus> TROUBLE =
            List.of(TodoStatus.FAILED, TodoStatus.TIMED_OUT, TodoStatus.CANCELLED);
    private static final List<TodoStatus> REST = List.of(TodoStatus.PENDING, TodoStatus.SKIPPED, TodoStatus.COMPLETED);

    private final Map<TodoStatus, NavigableSet<Integer>> positions = new EnumMap<>(TodoStatus.class);
    private final Map<TodoStatus, Integer> tasks = new EnumMap<>(TodoStatus.class);
    private final List<@Nullable Progress> seen = new ArrayList<>();

    /** Takes over how far the run has come. */
    void update(StartedRun run) {
        int position = 0;
        for (Progress progress : run.progress()) {
            if (seen.size() == position) {
                seen.add(null);
            }
            if (!progress.equals(seen.get(position))) {
                move(run, position, seen.set(position, progress), progress);
            }
            position++;
        }
    }

    /** How many tasks have this status. */
    int tasks(TodoStatus status) {
        return tasks.getOrDefault(status, 0);
    }

    /** How many tasks have ended, in whichever way. */
    int ended() {
        return Stream.of(TodoStatus.values())
                .filter(TodoStatus::ended)
                .mapToInt(this::tasks)
                .sum();
    }

    /** The assignments that a person looks for first, at most so many, in the order of the plan. */
    NavigableSet<Integer> mostInteresting(int room) {
        NavigableSet<Integer> chosen = new TreeSet<>();
        int running = positions(TodoStatus.IN_PROGRESS).size();
        fill(chosen, TROUBLE, Math.max(room / PART_FOR_TROUBLE, room - running));
        fill(chosen, List.of(TodoStatus.IN_PROGRESS), room);
        fill(chosen, TROUBLE, room);
        fill(chosen, REST, room);
        return chosen;
    }

    private void fill(NavigableSet<Integer> chosen, List<TodoStatus> statuses, int room) {
        for (TodoStatus status : statuses) {
            for (int position : positions(status)) {
                if (chosen.size() >= room) {
                    return;
                }
                chosen.add(position);
            }
        }
    }

    private void move(StartedRun run, int position, @Nullable Progress before, Progress now) {
        int size = run.context().assignments().get(position).tasks().size();
        if (before != null) {
            positions(before.status()).remove(position);
            tasks.merge(before.status(), -size, Integer::sum);
        }
        positions(now.status()).add(position);
        tasks.merge(now.status(), size, Integer::sum);
    }

    private NavigableSet<Integer> positions(TodoStatus status) {
        return positions.computeIfAbsent(status, first -> new TreeSet<>());
    }
}
