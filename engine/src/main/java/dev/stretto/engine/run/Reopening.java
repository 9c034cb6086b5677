package dev.stretto.engine.run;

import dev.stretto.engine.decision.Wait;
import dev.stretto.engine.run.CommandResult.Rejected;
import dev.stretto.engine.run.RunEvent.RunReopened;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Trying again, in the same run, what was not completed when it ended. */
final class Reopening {
    private Reopening() {}

    /** Decides which tasks of a run that is over are tried again; with none named, all that were not completed. */
    static CommandResult decide(StartedRun run, List<String> tasks, Instant now) {
        Set<Integer> chosen = new TreeSet<>();
        for (String task : tasks) {
            Optional<Integer> position = run.context().positionOf(task);
            if (position.isEmpty()) {
                return new Rejected("the plan of run " + run.context().run() + " has no task '" + task + "'");
            }
            if (completed(run, position.get())) {
                return new Rejected("task '" + task + "' is completed: there is nothing to try again");
            }
            chosen.add(position.get());
        }
        if (tasks.isEmpty()) {
            for (int position = 0; position < run.progress().size(); position++) {
                if (!completed(run, position)) {
                    chosen.add(position);
                }
            }
        }
        boolean onlySynthesis = chosen.isEmpty() && run.status() != RunStatus.COMPLETED;
        if (chosen.isEmpty() && !onlySynthesis) {
            return new Rejected("all tasks of run " + run.context().run()
                    + " are completed, and so is its synthesis: there is nothing to try again");
        }
        for (int position : chosen) {
            Optional<String> missing = missing(run, position, chosen);
            if (missing.isPresent()) {
                return new Rejected("task '" + run.lead(position) + "' comes after task '" + missing.get()
                        + "', which was not completed: retry that one as well");
            }
        }
        addSkipped(run, chosen);
        return CommandResult.accepted(
                new RunReopened(chosen.stream().map(run::lead).toList(), now));
    }

    /** The run with these tasks pending again and its synthesis still to come. */
    static StartedRun of(StartedRun run, RunReopened event) {
        Set<Integer> reopened = new HashSet<>();
        event.tasks().forEach(task -> reopened.add(run.context().position(task)));
        Set<Integer> holding = withWaiters(run, reopened);
        StartedRun next = run;
        for (int position : holding) {
            int waits = waits(run, position, holding);
            Progress before = run.progress().get(position);
            boolean again = reopened.contains(position);
            Progress progress = again ? before.reopened(waits, run.lead(position)) : before.withWaits(waits);
            next = next.with(
                    next.launches(),
                    position,
                    progress,
                    again && waits == 0 ? next.ready().plus(position) : next.ready(),
                    next.active(),
                    next.pausing(),
                    again ? next.open() + 1 : next.open());
        }
        return next.asReopened();
    }

    /**
     * These, and all that wait for them, directly or through others. A completed one among them stands in for those that it
     * waited for, so that what waits for it is kept apart from them again.
     */
    private static Set<Integer> withWaiters(StartedRun run, Set<Integer> positions) {
        Set<Integer> all = new HashSet<>(positions);
        Deque<Integer> open = new ArrayDeque<>(positions);
        while (!open.isEmpty()) {
            for (RunContext.Waiter waiter : run.context().waiters(open.remove())) {
                if (all.add(waiter.position())) {
                    open.add(waiter.position());
                }
            }
        }
        return all;
    }

    private static int waits(StartedRun run, int position, Set<Integer> holding) {
        long waits = run.context().assignments().get(position).waits().stream()
                .filter(wait -> holding.contains(run.context().position(wait.on())))
                .count();
        return Math.toIntExact(waits);
    }

    /** Those that were skipped because of what is tried again come with it, unless something else is missing for them, too. */
    private static void addSkipped(StartedRun run, Set<Integer> chosen) {
        List<Integer> open = List.copyOf(chosen);
        while (!open.isEmpty()) {
            List<Integer> more = open.stream()
                    .flatMap(position -> run.context().waiters(position).stream())
                    .filter(RunContext.Waiter::needsCompletion)
                    .map(RunContext.Waiter::position)
                    .distinct()
                    .filter(position -> run.progress().get(position).status() == TodoStatus.SKIPPED)
                    .filter(position -> !chosen.contains(position)
                            && missing(run, position, chosen).isEmpty())
                    .toList();
            chosen.addAll(more);
            open = more;
        }
    }

    /** A task that this one needs, and that is neither completed nor to be tried again. */
    private static Optional<String> missing(StartedRun run, int position, Set<Integer> chosen) {
        return run.context().assignments().get(position).waits().stream()
                .filter(Wait::needsCompletion)
                .map(Wait::on)
                .filter(task -> {
                    int needed = run.context().position(task);
                    return !completed(run, needed) && !chosen.contains(needed);
                })
                .findFirst();
    }

    private static boolean completed(StartedRun run, int position) {
        return run.progress().get(position).status() == TodoStatus.COMPLETED;
    }
}
