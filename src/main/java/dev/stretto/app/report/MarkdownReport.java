package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.report.IntegrationState;
import dev.stretto.engine.report.Mismatch;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Resolved;
import dev.stretto.engine.report.Report.Review;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.todo.TodoStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The report of a run as Markdown, short enough for the text of a pull request. */
public final class MarkdownReport {
    /** What a pull request takes is 65,536 characters. */
    private static final int LONGEST = 60_000;

    /** How much of that each of its parts may take, so that there is room for every one of them. */
    private static final int TODOS = 14_000;

    private static final int FINDINGS = 4_000;
    private static final int SYNTHESIS = 8_000;
    private static final int FILES = 3_000;
    private static final int SUMMARY = 2_000;
    private static final int NAMES = 12;

    private final Report report;
    private final Map<String, Review> reviews = new HashMap<>();

    private MarkdownReport(Report report) {
        this.report = report;
        if (report.review() != null) {
            report.review().forEach(review -> reviews.put(review.task(), review));
        }
    }

    /** The text; everything that is left out says so. */
    public static String of(Report report) {
        MarkdownReport markdown = new MarkdownReport(report);
        String before = markdown.head() + markdown.todos() + markdown.findings();
        String after = markdown.conflicts() + markdown.verification() + markdown.end();
        return before + markdown.tasks(LONGEST - before.length() - after.length()) + after;
    }

    private String head() {
        StringBuilder text = new StringBuilder("## Stretto: " + Markdown.text(report.plan()) + "\n\n");
        text.append("**").append(report.status()).append("** · run ").append(Markdown.code(report.run()));
        text.append(" · ")
                .append(report.decision().mode())
                .append(" · ")
                .append(counts())
                .append("\n\n");
        text.append(Markdown.text(report.decision().reasons().getFirst())).append("\n");
        if (report.note() != null) {
            text.append("\n> ").append(Markdown.text(report.note())).append("\n");
        }
        return text.toString();
    }

    private String counts() {
        long completed = report.tasks().stream()
                .filter(task -> task.status() == TodoStatus.COMPLETED)
                .count();
        return completed + " of " + report.tasks().size()
                + (report.tasks().size() == 1 ? " task completed" : " tasks completed");
    }

    private String todos() {
        StringBuilder text = new StringBuilder("\n### Todos\n\n");
        text.append(rows(report.tasks().stream().map(MarkdownReport::todo).toList(), TODOS, "tasks"));
        TodoStatus synthesis = report.todos().getLast().status();
        text.append(box(synthesis)).append(report.todos().getLast().content());
        return text.append(synthesis == TodoStatus.COMPLETED ? "\n" : " (" + synthesis + ")\n")
                .toString();
    }

    private static String box(TodoStatus status) {
        return status == TodoStatus.COMPLETED ? "- [x] " : "- [ ] ";
    }

    private static String todo(TaskReport task) {
        String state = ReportWords.integrated(task.integrated())
                .filter(known ->
                        task.status() != TodoStatus.COMPLETED || task.integrated() != IntegrationState.INTEGRATED)
                .map(known -> " (" + known + ")")
                .orElse("");
        return box(task.status()) + Markdown.text(task.title())
                + (task.status() == TodoStatus.COMPLETED ? "" : " (" + task.status() + ")") + state + "\n";
    }

    private String findings() {
        Synthesis synthesis = report.synthesis();
        if (synthesis == null || synthesis.findings() == null) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n### Findings\n");
        for (Finding.Kind kind : Finding.Kind.values()) {
            List<Finding> ofKind = synthesis.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                text.append("\n**")
                        .append(ReportWords.heading(kind))
                        .append("** (")
                        .append(ofKind.size())
                        .append(")\n\n");
                text.append("| tasks | where | lines | why |\n|---|---|---|---|\n");
                text.append(rows(ofKind.stream().map(MarkdownReport::row).toList(), FINDINGS, "of this kind"));
            }
        }
        return text.toString();
    }

    private static String row(Finding finding) {
        return "| " + Markdown.text(ReportWords.names(finding.tasks()))
                + " | " + (finding.path() == null ? "" : Markdown.code(finding.path()))
                + " | " + ReportWords.lines(finding.lines()).map(Markdown::text).orElse("")
                + " | " + Markdown.text(finding.reason()) + " |\n";
    }

    private String tasks(int room) {
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
        return text.append(more(left, "tasks, for which there is no room here")).toString();
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
        return rows(task.files().stream().map(file -> file(task, file)).toList(), FILES, "files");
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

    private String conflicts() {
        Synthesis synthesis = report.synthesis();
        List<String> lines = new ArrayList<>();
        if (synthesis != null && synthesis.resolutions() != null) {
            for (Resolved resolved : synthesis.resolutions()) {
                lines.add(resolution(resolved));
                Optional.ofNullable(resolved.notices()).orElse(List.of()).stream()
                        .map(notice -> "notice: " + Markdown.text(notice))
                        .forEach(lines::add);
            }
        }
        if (synthesis != null && synthesis.integration() != null) {
            integration(synthesis.integration(), lines);
        }
        return section("Integration", lines);
    }

    private static String resolution(Resolved resolved) {
        String summary = Optional.ofNullable(resolved.summary())
                .map(said -> ": " + Markdown.text(said.lines().findFirst().orElse("")))
                .orElse("");
        return resolved.taken()
                ? "resolved: " + Markdown.text(resolved.task()) + " with " + joined(resolved.with(), Markdown::text)
                        + " at " + joined(resolved.paths(), Markdown::code) + summary
                : "not resolved: " + Markdown.text(resolved.task()) + ": "
                        + Markdown.text(Optional.ofNullable(resolved.refusal()).orElse(""));
    }

    private static void integration(Report.Integrated integration, List<String> lines) {
        if (!integration.merged().isEmpty()) {
            lines.add("merged " + Markdown.text(ReportWords.names(integration.merged()))
                    + (integration.branch() == null ? "" : " into branch " + Markdown.code(integration.branch())));
        }
        for (int i = 0; i < integration.left().size(); i++) {
            String reason = integration.leftBecause() == null
                    ? ""
                    : ": " + Markdown.text(integration.leftBecause().get(i));
            lines.add("**left out** " + Markdown.code(integration.left().get(i)) + reason);
        }
        for (Dropped part : integration.dropped() == null ? List.<Dropped>of() : integration.dropped()) {
            lines.add("**dropped** of " + Markdown.code(part.task()) + ": " + Markdown.code(part.path()) + ", "
                    + Markdown.text(ReportWords.dropped(part)));
        }
        Optional.ofNullable(integration.explanation()).ifPresent(why -> lines.add(Markdown.text(why)));
        Optional.ofNullable(integration.movedBranch())
                .ifPresent(branch -> lines.add("branch " + Markdown.code(branch) + " was moved forward to it"));
        Optional.ofNullable(integration.note()).ifPresent(note -> lines.add(Markdown.text(note)));
    }

    private String verification() {
        Synthesis synthesis = report.synthesis();
        List<String> lines = new ArrayList<>();
        if (synthesis == null) {
            return "";
        }
        if (synthesis.baseline() != null) {
            lines.add("baseline: " + Markdown.text(ReportWords.verified(synthesis.baseline())));
        }
        if (synthesis.verification() != null) {
            verified(synthesis.verification(), lines);
        }
        if (synthesis.problem() != null) {
            lines.add("**problem:** " + Markdown.text(synthesis.problem()));
        }
        return section("Verification", lines);
    }

    private static void verified(Verified verified, List<String> lines) {
        if (verified.whole() != null) {
            lines.add("everything together: " + Markdown.text(ReportWords.verified(verified.whole())));
        }
        lines.add("the result: **" + Markdown.text(ReportWords.verified(verified)) + "**");
        Optional.ofNullable(verified.message()).ifPresent(message -> lines.add(Markdown.text(message)));
        for (List<String> set : verified.culprits() == null ? List.<List<String>>of() : verified.culprits()) {
            lines.add("**culprit:** it fails with " + Markdown.text(ReportWords.subset(set)));
        }
        for (List<String> set : verified.flaky() == null ? List.<List<String>>of() : verified.flaky()) {
            lines.add(
                    "flaky: it failed once and passed the second time with " + Markdown.text(ReportWords.subset(set)));
        }
        Optional.ofNullable(verified.search()).ifPresent(search -> lines.add(ReportWords.searched(search)));
    }

    private static String section(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        return "\n### " + heading + "\n\n"
                + rows(lines.stream().map(line -> "- " + line + "\n").toList(), SYNTHESIS, "lines");
    }

    /** As many of these as fit, and how many there are besides. */
    private static String rows(List<String> rows, int room, String what) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        while (shown < rows.size() && text.length() + rows.get(shown).length() <= room) {
            text.append(rows.get(shown));
            shown++;
        }
        return text.append(more(rows.size() - shown, what)).toString();
    }

    private String end() {
        return "\n---\n\n"
                + ReportWords.gained(report.timing())
                        .map(gained -> gained + "\n\n")
                        .orElse("")
                + (report.status() == RunStatus.RUNNING ? "The run is not over.\n\n" : "")
                + report.log().events() + " events in the log, ending in "
                + Markdown.code(report.log().chain()) + "\n";
    }

    private static String joined(@Nullable List<String> names, Function<String, String> how) {
        return names == null
                ? ""
                : String.join(", ", names.stream().limit(NAMES).map(how).toList())
                        + (names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "");
    }

    private static String more(int left, String what) {
        return left > 0 ? "\n… and " + left + " more " + what + "\n\n" : "";
    }
}
