package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.report.Mismatch;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Review;
import dev.stretto.engine.report.Report.TaskReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a report in Markdown that has the tasks, each with its details folded in. */
final class MarkdownTasks {
    private static final int FILES = 3_000;
    private static final int SUMMARY = 2_000;

    private final Report report;
    private final Map<String, Review> reviews = new HashMap<>();

    MarkdownTasks(Report report) {
        this.report = report;
        if (report.review() != null) {
            report.review().forEach(review -> reviews.put(review.task(), review));
        }
    }

    /** As much as there is room for, in characters. */
    String text(int room) {
        StringBuilder text = new StringBuilder("\n### Tasks\n\n");
        int left = 0;
        for (TaskReport task : report.tasks()) {
            String details = task(task);
            if (text.length() + details.length() > room) {
                left++;
            } else {
                text.append(details);
            }
        }
        return text.append(Cut.more(left, "tasks, for which there is no room here"))
                .toString();
    }

    private String task(TaskReport task) {
        Review review = reviews.get(task.id());
        String state = ReportWords.integrated(task.integrated())
                .map(known -> ", " + known)
                .orElse("");
        List<String> parts = new ArrayList<>();
        parts.add("<details><summary>" + Markdown.code(task.id()) + " " + Markdown.text(task.title()) + " · "
                + task.status() + state + size(task, review) + mark(task, review) + "</summary>\n");
        if (task.error() != null) {
            parts.add("Error (" + task.error().kind() + "):\n");
            parts.add(Markdown.fenced(task.error().message(), SUMMARY));
        }
        parts.add(remarks(task, review));
        if (task.summary() != null) {
            parts.add(Markdown.fenced(task.summary(), SUMMARY));
        }
        parts.add(files(task));
        parts.add("</details>\n");
        return String.join("\n", parts.stream().filter(part -> !part.isEmpty()).toList()) + "\n";
    }

    private static String remarks(TaskReport task, @Nullable Review review) {
        StringBuilder text = new StringBuilder();
        mismatches(review)
                .forEach(mismatch -> text.append("- **Mismatch:** ")
                        .append(Markdown.text(mismatch.message()))
                        .append("\n"));
        if (task.notices() != null) {
            task.notices()
                    .forEach(notice -> text.append("- Notice: ")
                            .append(Markdown.text(notice))
                            .append("\n"));
        }
        return text.toString();
    }

    private static String size(TaskReport task, @Nullable Review review) {
        if (review == null || task.files() == null) {
            return "";
        }
        if (review.files() == 0) {
            return " · nothing changed";
        }
        String files = review.files() == 1 ? " · 1 file" : " · " + review.files() + " files";
        return files
                + ReportWords.changed(review.added(), review.removed())
                        .map(lines -> ", " + lines)
                        .orElse("");
    }

    private static String mark(TaskReport task, @Nullable Review review) {
        return mismatches(review).isEmpty() && task.notices() == null ? "" : " · ⚠";
    }

    private static List<Mismatch> mismatches(@Nullable Review review) {
        return review == null || review.mismatches() == null ? List.of() : review.mismatches();
    }

    private static String files(TaskReport task) {
        if (task.files() == null || task.files().isEmpty()) {
            return "";
        }
        return Cut.rows(task.files().stream().map(file -> file(task, file)).toList(), FILES, "files");
    }

    private static String file(TaskReport task, FileChange file) {
        boolean outside = task.outOfScope() != null && task.outOfScope().contains(file.path());
        return "- " + file.change() + " " + Markdown.code(file.path())
                + (file.from() == null ? "" : " (was " + Markdown.code(file.from()) + ")")
                + ReportWords.changed(file.added(), file.removed())
                        .map(lines -> " " + lines)
                        .orElse("")
                + (outside ? " (out of scope)\n" : "\n");
    }
}
