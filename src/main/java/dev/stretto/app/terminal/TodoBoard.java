package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the assignments of a run stand, by their position, and how fast they end. To bring it up to date, all of them are held against what
 * was there before, and there is something to do for those only that have changed; it answers without looking at all of them.
 */
final class TodoBoard {
    /** What went wrong gets at least this part of the room: it must not be hidden by all that goes well. */
    private static final int PART_FOR_TROUBLE = 3;

    private static final List<Standing> TROUBLE = List.of(Standing.FAILED, Standing.TIMED_OUT, Standing.CANCELLED);
    private static final List<Standing> REST =
            List.of(Standing.WAITING, Standing.PENDING, Standing.SKIPPED, Standing.COMPLETED);

    private final Map<Standing, NavigableSet<Integer>> positions = new EnumMap<>(Standing.class);
    private final Map<Standing, Integer> tasks = new EnumMap<>(Standing.class);
    private final List<@Nullable Progress> seen = new ArrayList<>();
    private Pace pace = new Pace();
    private int round;

    /** Takes over how far the run has come. */
    void update(StartedRun run) {
        if (round != run.round()) {
            round = run.round();
            pace = new Pace();
            if (round == 1) {
                pace.begun(run.startedAt());
            }
        }
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

    /** How many tasks stand like this. */
    int tasks(Standing standing) {
        return tasks.getOrDefault(standing, 0);
    }

    /** How many tasks have ended, in whichever way. */
    int ended() {
        return Stream.of(Standing.values())
                .filter(Standing::ended)
                .mapToInt(this::tasks)
                .sum();
    }

    /** How many tasks stand how, in words. */
    String told() {
        return Stream.of(Standing.values())
                .filter(standing -> tasks(standing) > 0)
                .map(standing -> tasks(standing) + " " + standing.counted())
                .collect(Collectors.joining(", "));
    }

    /** How fast tasks end, and how long the rest takes, in words; empty if nothing can be told or nothing is left. */
    Optional<String> speed(StartedRun run, Instant now) {
        int open = run.context().plan().tasks().size() - ended();
        return open == 0 ? Optional.empty() : pace.inWords(now, open);
    }

    /**
     * The assignments that a person looks for first, in the order of the plan, and how many tasks of each: at most so many
     * tasks in all.
     */
    SortedMap<Integer, Integer> mostInteresting(StartedRun run, int room) {
        Choice choice = new Choice(run);
        choice.fill(TROUBLE, Math.max(room / PART_FOR_TROUBLE, room - tasks(Standing.IN_PROGRESS)));
        choice.fill(List.of(Standing.IN_PROGRESS), room);
        choice.fill(TROUBLE, room);
        choice.fill(REST, room);
        return choice.chosen;
    }

    /** Which assignments are shown, with how many of their tasks. */
    private final class Choice {
        private final StartedRun run;
        private final SortedMap<Integer, Integer> chosen = new TreeMap<>();
        private int tasks;

        Choice(StartedRun run) {
            this.run = run;
        }

        void fill(List<Standing> standings, int room) {
            for (Standing standing : standings) {
                for (int position : positions(standing)) {
                    if (tasks >= room) {
                        return;
                    }
                    int before = chosen.getOrDefault(position, 0);
                    int now = Math.min(size(run, position), before + room - tasks);
                    chosen.put(position, now);
                    tasks += now - before;
                }
            }
        }
    }

    private void move(StartedRun run, int position, @Nullable Progress before, Progress now) {
        int size = size(run, position);
        if (before != null) {
            Standing stood = Standing.of(run, position, before);
            positions(stood).remove(position);
            tasks.merge(stood, -size, Integer::sum);
        }
        Standing stands = Standing.of(run, position, now);
        positions(stands).add(position);
        tasks.merge(stands, size, Integer::sum);
        if (before == null || !before.status().ended()) {
            time(run, now, size);
        }
    }

    /** What an earlier round of the run did says nothing about this one. */
    private void time(StartedRun run, Progress now, int size) {
        int launchesBefore = run.rounds().get(round - 1);
        if (now.current() != null && now.current().launch() > launchesBefore) {
            pace.begun(now.current().launchedAt());
        }
        if (now.status().ended()
                && !now.ended().isEmpty()
                && now.ended().getLast().launch() > launchesBefore) {
            Outcome outcome = now.ended().getLast().outcome();
            pace.begun(outcome.startedAt() == null ? outcome.finishedAt() : outcome.startedAt());
            pace.ended(outcome.finishedAt(), size);
        }
    }

    private static int size(StartedRun run, int position) {
        return run.context().assignments().get(position).tasks().size();
    }

    private NavigableSet<Integer> positions(Standing standing) {
        return positions.computeIfAbsent(standing, first -> new TreeSet<>());
    }
}
