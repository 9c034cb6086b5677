package dev.stretto.app.terminal;

import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a todo stands, as people are told: as its status says, except that an attempt whose process has not been started yet is not
 * at work. Functions have no process, and are at work from their launch on. In the order in which people want to know.
 */
enum Standing {
    /** At work. */
    IN_PROGRESS(TodoStatus.IN_PROGRESS),
    FAILED(TodoStatus.FAILED),
    TIMED_OUT(TodoStatus.TIMED_OUT),
    CANCELLED(TodoStatus.CANCELLED),
    /** Launched, and not started yet. */
    WAITING(TodoStatus.PENDING),
    PENDING(TodoStatus.PENDING),
    SKIPPED(TodoStatus.SKIPPED),
    COMPLETED(TodoStatus.COMPLETED);

    private final TodoStatus looks;

    Standing(TodoStatus looks) {
        this.looks = looks;
    }

    /** How the tasks of an assignment stand that has come so far. */
    static Standing of(StartedRun run, int position, Progress progress) {
        Progress.CurrentAttempt current = progress.current();
        return current != null && current.startedAt() == null && !isFunction(run, position)
                ? WAITING
                : of(progress.status());
    }

    private static boolean isFunction(StartedRun run, int position) {
        return run.context()
                        .members(run.context().assignments().get(position))
                        .getFirst()
                        .subagent()
                instanceof SubagentSpec.Function;
    }

    /** How a todo stands that has no attempts. */
    static Standing of(TodoStatus status) {
        return Stream.of(values())
                .filter(standing -> standing != WAITING && standing.looks == status)
                .findFirst()
                .orElseThrow();
    }

    /** The status that it looks like in a list. */
    TodoStatus looks() {
        return looks;
    }

    /** True if nothing more happens to it. */
    boolean ended() {
        return looks.ended();
    }

    /** In words that go with a number. */
    String counted() {
        return this == WAITING ? "waiting to start" : toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
