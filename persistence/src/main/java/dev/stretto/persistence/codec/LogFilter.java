package dev.stretto.persistence.codec;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunEvent.RunStarted;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses entries of a log by the tasks that they name and by their types. An event of an assignment names the assignment's lead,
 * and is found by any of its tasks. Events about the whole run name no task. Immutable.
 */
public final class LogFilter {

    /** Finds everything. */
    public static final LogFilter ALL = new LogFilter(Set.of(), Set.of());

    private final Set<String> tasks;
    private final Set<String> types;

    private LogFilter(Set<String> tasks, Set<String> types) {
        this.tasks = Set.copyOf(tasks);
        this.types = Set.copyOf(types);
    }

    /** The same filter, that finds only events of one of these types; all if there are none. */
    public LogFilter ofTypes(Collection<String> names) {
        return new LogFilter(tasks, Set.copyOf(names));
    }

    /**
     * The same filter, that finds only events that name one of these tasks; all if there are none.
     *
     * @param run the beginning of the run, which knows the assignments
     */
    public LogFilter ofTasks(Collection<String> ids, RunStarted run) {
        Set<String> named = new HashSet<>(ids);
        for (Assignment assignment : run.decision().assignments()) {
            if (assignment.tasks().stream().anyMatch(ids::contains)) {
                named.add(assignment.lead());
            }
        }
        return new LogFilter(named, types);
    }

    /** The ids of the tasks that a run has, in plan order. */
    public static List<String> tasks(RunStarted run) {
        return run.plan().tasks().stream().map(Task::id).toList();
    }

    /** True if this entry is one of those that are wanted. */
    public boolean matches(LogEntry entry) {
        return (types.isEmpty() || types.contains(entry.type()))
                && (tasks.isEmpty() || TasksOf.event(entry.event()).anyMatch(tasks::contains));
    }
}
