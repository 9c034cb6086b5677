package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.report.IntegrationState;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Searched;
import dev.stretto.engine.report.Report.Timing;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.TaskHunks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parts of a report in words that are the same wherever it is shown. Nothing is escaped. */
public final class ReportWords {
    private static final int RANGES = 6;
    private static final int TASKS = 12;

    private ReportWords() {}

    /** Where a task's work is, as an addition to its status; empty if there is nothing to say. */
    public static Optional<String> integrated(@Nullable IntegrationState state) {
        if (state == null) {
            return Optional.empty();
        }
        return switch (state) {
            case INTEGRATED -> Optional.of("integrated");
            case PARTLY -> Optional.of("partly integrated");
            case MERGED -> Optional.of("merged, on no branch");
            case LEFT_OUT -> Optional.of("left out");
            case NOTHING -> Optional.empty();
        };
    }

    /** What the findings of a kind are, as a heading. */
    public static String heading(Finding.Kind kind) {
        return switch (kind) {
            case OUT_OF_SCOPE -> "Out of scope";
            case DELETIONS -> "Deletions";
            case CONFLICT_MARKERS -> "Conflict markers";
            case OVERLAP -> "Overlaps";
            case CONFLICT -> "Conflicts";
            case BROKEN_SUBSET -> "Subsets that fail the verification";
        };
    }

    /** Where the tasks of an overlap have changed the file: {@code lines 3-5 against 4-9}; empty if that is not known. */
    public static Optional<String> lines(@Nullable List<TaskHunks> hunks) {
        if (hunks == null
                || hunks.size() < 2
                || hunks.stream().allMatch(task -> task.hunks().isEmpty())) {
            return Optional.empty();
        }
        if (hunks.size() == 2) {
            return Optional.of("lines " + ranges(hunks.getFirst()) + " against " + ranges(hunks.getLast()));
        }
        return Optional.of("lines "
                + hunks.stream()
                        .limit(TASKS)
                        .map(task -> ranges(task) + " (" + task.task() + ")")
                        .collect(Collectors.joining(", "))
                + more(hunks.size() - TASKS));
    }

    private static String ranges(TaskHunks task) {
        if (task.hunks().isEmpty()) {
            return "the whole file";
        }
        int left = task.omitted() + Math.max(0, task.hunks().size() - RANGES);
        return task.hunks().stream()
                        .limit(RANGES)
                        .map(Hunk::before)
                        .map(LineRange::toString)
                        .collect(Collectors.joining(", "))
                + more(left);
    }

    /** In which ways the changes of an overlap collide; empty if they do not. */
    public static Optional<String> how(Overlap overlap) {
        return overlap.how().isEmpty()
                ? Optional.empty()
                : Optional.of(overlap.how().stream().map(CollisionKind::inWords).collect(Collectors.joining("; ")));
    }

    /** What is missing of a merged task. */
    public static String dropped(Dropped dropped) {
        String what = dropped.lines().isEmpty()
                ? "all of it"
                : "lines "
                        + dropped.lines().stream()
                                .limit(RANGES)
                                .map(LineRange::toString)
                                .collect(Collectors.joining(", "))
                        + more(dropped.lines().size() - RANGES);
        return what + ", in favour of " + names(dropped.inFavourOf()) + " ("
                + dropped.kind().inWords() + ")";
    }

    /** Task ids for people; of many, the first ones and how many more there are. */
    public static String names(List<String> tasks) {
        return tasks.stream().limit(TASKS).map(Printable::line).collect(Collectors.joining(", "))
                + more(tasks.size() - TASKS);
    }

    /** Tasks whose work is taken together. */
    public static String subset(List<String> tasks) {
        return tasks.isEmpty()
                ? "the base alone"
                : tasks.stream().limit(TASKS).map(Printable::line).collect(Collectors.joining(" + "))
                        + more(tasks.size() - TASKS);
    }

    private static String more(int left) {
        return left > 0 ? " and " + left + " more" : "";
    }

    /** What it took to find culprits. */
    public static String searched(Searched search) {
        return (search.trials() == 1 ? "1 subset" : search.trials() + " subsets") + " tried in " + search.runs()
                + (search.runs() == 1 ? " run" : " runs")
                + (search.complete() ? "" : "; the search was ended by its limits")
                + (search.baseFails() ? "; it fails without any of the tasks, so none is blamed" : "")
                + (search.repeats() == null
                        ? ""
                        : "; it is flaky, so a culprit is named only if it fails " + search.repeats()
                                + " times in a row, which chance does in less than 1 of 1,000 cases");
    }

    /** How a verification ended: {@code passed (make check, 4.2s)}. */
    public static String verified(Verified verified) {
        String code = verified.passed() || verified.exitCode() == null ? "" : ", exit code " + verified.exitCode();
        return (verified.passed() ? "passed" : "FAILED") + " ("
                + Printable.line(String.join(" ", verified.command())) + code + ", "
                + duration(verified.durationMs()) + ")";
    }

    /** The lines that a file's change added and removed: {@code +3 -1}; empty where that is not known. */
    public static Optional<String> changed(@Nullable Integer added, @Nullable Integer removed) {
        return added == null || removed == null ? Optional.empty() : Optional.of("+" + added + " -" + removed);
    }

    /** The name that a renamed file had. */
    public static String was(FileChange file) {
        return file.from() == null ? "" : " (was " + Printable.line(file.from()) + ")";
    }

    /** How long it took against what one after the other would have; empty where nothing ran beside anything else. */
    public static Optional<String> gained(Timing timing) {
        return timing.peakInProgress() > 1 && timing.speedup() != null
                ? Optional.of("The tasks took " + duration(timing.makespanMs()) + ", against "
                        + duration(timing.sequentialMs()) + " one after the other (speed-up " + timing.speedup()
                        + ", up to " + timing.peakInProgress() + " in progress at a time).")
                : Optional.empty();
    }

    /** The log that it was made from. */
    public static String log(Report.Log log) {
        return log.events() + " events in the log, ending in " + log.chain();
    }

    /** A duration in milliseconds. */
    public static String duration(long millis) {
        return Durations.format(Duration.ofMillis(millis));
    }
}
