package dev.stretto.persistence.codec;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands after an event, in a row: what lists and look-ups need, without its log. It follows from the log alone.
 *
 * @param run the run's id
 * @param plan the plan's name
 * @param status where it stands
 * @param startedAt when it was started
 * @param finishedAt when it was over; absent while it is not
 * @param events how many its log has
 * @param chain the digest of the last one
 * @param todos how many lines of its todo list stand where; states that none is in are left out
 * @param epoch of the incarnation that looks after it, or did last
 * @param node the id of the node that looks after it, or did last
 * @param repository the work tree that its tasks start from; absent if it has none
 */
public record RunSummary(
        String run,
        String plan,
        RunStatus status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long events,
        String chain,
        Map<TodoStatus, Long> todos,
        int epoch,
        String node,
        @Nullable String repository) {

    public RunSummary {
        todos = todos.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(todos));
    }

    /** Of a run whose log has so many events, and ends in this digest. */
    public static RunSummary of(StartedRun run, long events, String chain) {
        return new RunSummary(
                run.context().run(),
                run.context().plan().name(),
                run.status(),
                run.startedAt(),
                run.finishedAt(),
                events,
                chain,
                run.todoCounts(),
                run.epoch(),
                run.node(),
                run.context().base().map(PinnedBase::repository).orElse(null));
    }

    /** True once the run is over. */
    public boolean finished() {
        return finishedAt != null;
    }
}
