package dev.stretto.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page shows, in the words that it shows it in. What is absent has no place on it. The names are those of
 * {@code report.mustache}.
 */
record Page(
        String plan,
        String run,
        Badge status,
        String mode,
        @Nullable String reason,
        @Nullable String note,
        @Nullable String problem,
        List<Fact> facts,
        @Nullable String more,
        List<TodoList> todos,
        List<TaskBlock> tasks,
        Badge synthesis,
        String synthesisTodo,
        @Nullable Timeline timeline,
        List<FindingGroup> findings,
        @Nullable OverlapView overlaps,
        List<ConflictBlock> conflicts,
        @Nullable String moreConflicts,
        @Nullable IntegrationView integration,
        @Nullable VerificationView verification,
        @Nullable String gained,
        long events,
        String chain) {

    /**
     * A part of the todo list.
     *
     * @param folded what is in it, if one has to open it; absent if it stands open
     */
    record TodoList(@Nullable String folded, List<TaskBlock> rows) {}

    /** A measure of the run. */
    record Fact(String name, String value) {}

    /** All findings of one kind. */
    record FindingGroup(
            String heading,
            int count,
            List<FindingRow> rows,
            @Nullable String more) {}

    record FindingRow(
            String tasks, @Nullable String path, @Nullable String lines, String reason) {}

    boolean hasFindings() {
        return !findings.isEmpty();
    }

    boolean hasConflicts() {
        return !conflicts.isEmpty();
    }
}
