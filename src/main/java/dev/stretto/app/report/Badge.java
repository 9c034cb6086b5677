package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.IntegrationState;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import org.jspecify.annotations.Nullable;

/**
 * A state in a word and a colour. The word says it all: the colour is for whoever sees it.
 *
 * @param look the class that gives it its colours: good, bad, late, lost, busy or rest
 */
record Badge(String text, String look) {

    static Badge of(TodoStatus status) {
        String look = switch (status) {
            case COMPLETED -> "good";
            case FAILED -> "bad";
            case TIMED_OUT -> "late";
            case IN_PROGRESS -> "busy";
            case PENDING, CANCELLED, SKIPPED -> "rest";
        };
        return new Badge(status.toString().replace('_', ' '), look);
    }

    static Badge of(RunStatus status) {
        String look = switch (status) {
            case COMPLETED -> "good";
            case FAILED -> "bad";
            case RUNNING -> "busy";
            case CANCELLED -> "rest";
        };
        return new Badge(status.toString(), look);
    }

    /** Where a task's work is; absent if there is nothing to say. */
    static @Nullable Badge of(@Nullable IntegrationState state) {
        if (state == IntegrationState.NOTHING) {
            return new Badge("nothing changed", "rest");
        }
        return ReportWords.integrated(state)
                .map(text -> new Badge(text, state == IntegrationState.INTEGRATED ? "good" : "late"))
                .orElse(null);
    }

    static Badge passed(boolean passed) {
        return passed ? new Badge("passed", "good") : new Badge("failed", "bad");
    }
}
