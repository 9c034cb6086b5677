package dev.stretto.app.report;

import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.report.Mismatch;
import dev.stretto.engine.report.Report.Cost;
import dev.stretto.engine.report.Report.Review;
import dev.stretto.engine.report.Report.TaskReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task on the page: its line on the todo list, and what there is to review.
 *
 * @param number its place in the plan, from 1
 * @param wrong what does not agree, and why it failed
 * @param warnings what one should know besides
 * @param open true if one should see it without a click
 */
record TaskBlock(
        int number,
        String id,
        String title,
        Badge status,
        @Nullable Badge work,
        String attempts,
        String took,
        String changed,
        @Nullable String mark,
        boolean open,
        List<String> wrong,
        List<String> warnings,
        List<String> details,
        @Nullable String summary,
        List<FileRow> files,
        @Nullable String moreFiles) {
    private static final int FILES = 200;
    private static final int SUMMARY = 20_000;

    record FileRow(String path, @Nullable String was, String change, String added, String removed, boolean outside) {}

    boolean hasFiles() {
        return !files.isEmpty();
    }

    /** True if nothing about it needs a look. */
    boolean well() {
        boolean leftOut = work != null && work.look().equals("late");
        return status.look().equals("good") && !leftOut && wrong.isEmpty() && warnings.isEmpty();
    }

    static TaskBlock of(int number, TaskReport task, @Nullable Review review) {
        List<String> wrong = new ArrayList<>();
        Optional.ofNullable(task.error())
                .ifPresent(error -> wrong.add("error (" + error.kind() + "): " + error.message()));
        mismatches(review).forEach(mismatch -> wrong.add("mismatch: " + mismatch.message()));
        List<String> warnings = task.notices() == null ? List.of() : task.notices();
        List<FileChange> files = task.files() == null ? List.of() : task.files();
        return new TaskBlock(
                number,
                task.id(),
                Printable.line(task.title()),
                Badge.of(task.status()),
                Badge.of(task.integrated()),
                task.attempts() == 0 ? "" : String.valueOf(task.attempts()),
                task.durationMs() == null ? "" : ReportWords.duration(task.durationMs()),
                changed(review),
                mismatches(review).isEmpty() ? null : "mismatch",
                !wrong.isEmpty(),
                wrong,
                warnings,
                details(task),
                task.summary() == null ? null : Cut.text(task.summary(), SUMMARY),
                files.stream().limit(FILES).map(file -> row(task, file)).toList(),
                files.size() > FILES ? "… and " + (files.size() - FILES) + " more files" : null);
    }

    private static String changed(@Nullable Review review) {
        if (review == null || review.files() == 0) {
            return "";
        }
        return (review.files() == 1 ? "1 file" : review.files() + " files")
                + ReportWords.changed(review.added(), review.removed())
                        .map(lines -> " " + lines)
                        .orElse("");
    }

    private static List<Mismatch> mismatches(@Nullable Review review) {
        return review == null || review.mismatches() == null ? List.of() : review.mismatches();
    }

    private static List<String> details(TaskReport task) {
        return Stream.of(
                        Optional.ofNullable(task.skippedBecause())
                                .map(on -> "skipped, since " + on + " was not completed"),
                        Optional.ofNullable(task.together())
                                .map(all -> "carried out together with the other tasks of " + ReportWords.names(all)),
                        Optional.ofNullable(task.branch()).map(branch -> "branch " + branch),
                        Optional.ofNullable(task.usage()).flatMap(TaskBlock::usage),
                        Optional.ofNullable(task.session()).map(session -> "session " + session),
                        Optional.ofNullable(task.output())
                                .map(output -> "output " + output.digest() + ", " + output.bytes() + " bytes"
                                        + (output.truncated() ? ", cut in the middle" : "")))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> usage(Cost usage) {
        String text = String.join(
                ", ",
                Stream.of(
                                Optional.ofNullable(usage.inputTokens()).map(tokens -> tokens + " tokens in"),
                                Optional.ofNullable(usage.outputTokens()).map(tokens -> tokens + " tokens out"),
                                Optional.ofNullable(usage.usd()).map(usd -> usd.toPlainString() + " USD"))
                        .flatMap(Optional::stream)
                        .toList());
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static FileRow row(TaskReport task, FileChange file) {
        return new FileRow(
                Printable.line(file.path()),
                file.from() == null ? null : "(was " + Printable.line(file.from()) + ")",
                file.change().toString(),
                number(file.added()),
                number(file.removed()),
                task.outOfScope() != null && task.outOfScope().contains(file.path()));
    }

    private static String number(@Nullable Integer lines) {
        return lines == null ? "" : String.valueOf(lines);
    }
}
