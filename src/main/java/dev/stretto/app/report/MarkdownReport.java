package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.IntegrationState;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.todo.TodoStatus;
import java.util.List;

/** The report of a run as Markdown, short enough for the text of a pull request. */
public final class MarkdownReport {
    /** What a pull request takes is 65,536 characters. */
    private static final int LONGEST = 60_000;

    /** How much of that these parts may take, so that there is room for every one. */
    private static final int TODOS = 14_000;

    private static final int FINDINGS = 4_000;

    private final Report report;

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /** The text; everything that is left out says so. */
    public static String of(Report report) {
        MarkdownReport markdown = new MarkdownReport(report);
        String before = markdown.head() + markdown.todos() + markdown.findings();
        String after = MarkdownSynthesis.of(report.synthesis()) + markdown.end();
        return before + new MarkdownTasks(report).text(LONGEST - before.length() - after.length()) + after;
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
        text.append(Cut.rows(report.tasks().stream().map(MarkdownReport::todo).toList(), TODOS, "tasks"));
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
                text.append(Cut.rows(ofKind.stream().map(MarkdownReport::row).toList(), FINDINGS, "of this kind"));
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

    private String end() {
        return "\n---\n\n"
                + ReportWords.gained(report.timing())
                        .map(gained -> gained + "\n\n")
                        .orElse("")
                + (report.status() == RunStatus.RUNNING ? "The run is not over.\n\n" : "")
                + report.log().events() + " events in the log, ending in "
                + Markdown.code(report.log().chain()) + "\n";
    }
}
