package dev.stretto.engine.report;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.report.Report.Review;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.TodoStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the review of a run: what each completed task has done, and what of it can't be taken at its word. */
final class Reviews {
    private Reviews() {}

    static @Nullable List<Review> of(StartedRun run) {
        List<Review> reviews = new ArrayList<>();
        for (Assignment assignment : run.context().assignments()) {
            Progress progress = run.progressOf(assignment.lead()).orElseThrow();
            if (progress.status() == TodoStatus.COMPLETED) {
                progress.lastOutcome()
                        .ifPresent(outcome -> Optional.ofNullable(outcome.work())
                                .ifPresent(work -> reviews.add(review(run, assignment, outcome, work))));
            }
        }
        return reviews.isEmpty() ? null : reviews;
    }

    private static Review review(StartedRun run, Assignment assignment, Outcome outcome, WorkResult work) {
        List<Mismatch> mismatches = ClaimCheck.of(run.context().asOneTask(assignment), outcome);
        return new Review(
                assignment.lead(),
                outcome.summary(),
                work.files().size(),
                sum(work.files(), FileChange::added),
                sum(work.files(), FileChange::removed),
                mismatches.isEmpty() ? null : mismatches);
    }

    /** Absent if no file has such a number: an older log does not say, and what is no text has none. */
    private static @Nullable Integer sum(List<FileChange> files, Function<FileChange, @Nullable Integer> lines) {
        List<Integer> known = files.stream()
                .map(lines)
                .filter(Objects::nonNull)
                .map(Integer.class::cast)
                .toList();
        return known.isEmpty() && !files.isEmpty()
                ? null
                : known.stream().mapToInt(Integer::intValue).sum();
    }
}
