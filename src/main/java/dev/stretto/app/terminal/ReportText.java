package dev.stretto.app.terminal;

import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Integrated;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.report.Report.Timing;
import dev.stretto.engine.run.FileChange;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.TodoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of a run as lines for people. */
public final class ReportText {
    private static final int FILES = 12;
    private static final int SUMMARY_LINES = 12;

    private final List<String> lines = new ArrayList<>();
    private final Marks marks;

    private ReportText(boolean unicode) {
        this.marks = new Marks(unicode);
    }

    /** The lines of a report; everything that is left out says so. */
    public static List<String> of(Report report, boolean unicode) {
        ReportText text = new ReportText(unicode);
        text.head(report);
        report.tasks().forEach(text::task);
        text.synthesis(report);
        text.end(report);
        return text.lines;
    }

    private void head(Report report) {
        lines.add("");
        lines.add("Run " + report.run() + " of plan '" + report.plan() + "': " + report.status() + " ("
                + report.decision().mode() + ")");
        lines.add("  " + report.decision().reasons().getFirst());
        if (report.note() != null) {
            lines.add("  note: " + report.note());
        }
    }

    private void task(TaskReport task) {
        String took = task.durationMs() == null ? "" : "  " + Durations.format(Duration.ofMillis(task.durationMs()));
        String tries = task.attempts() > 1 ? "  " + task.attempts() + " attempts" : "";
        lines.add("");
        lines.add(marks.of(task.status(), 0) + " " + task.id() + ": " + Printable.line(task.title()) + "  ["
                + task.status() + "]" + took + tries);
        if (task.error() != null) {
            indented("error (" + task.error().kind() + "): " + task.error().message());
        }
        if (task.skippedBecause() != null) {
            indented("skipped, since " + task.skippedBecause() + " was not completed");
        }
        if (task.summary() != null) {
            indented(task.summary());
        }
        files(task.files());
        if (task.outOfScope() != null && !task.outOfScope().isEmpty()) {
            indented("out of scope: " + listed(task.outOfScope()));
        }
        if (task.files() != null && !task.files().isEmpty()) {
            indented("branch " + task.branch());
        }
    }

    private void files(@Nullable List<FileChange> files) {
        if (files == null) {
            return;
        }
        files.stream()
                .limit(FILES)
                .forEach(file -> indented(file.change() + " " + Printable.line(file.path())
                        + (file.from() == null ? "" : " (was " + Printable.line(file.from()) + ")")));
        if (files.size() > FILES) {
            indented("… and " + (files.size() - FILES) + " more files");
        }
    }

    private void synthesis(Report report) {
        Synthesis synthesis = report.synthesis();
        TodoStatus status = report.todos().getLast().status();
        lines.add("");
        lines.add(marks.of(status, 0) + " " + report.todos().getLast().content() + "  [" + status + "]");
        if (synthesis == null) {
            return;
        }
        synthesis
                .overlaps()
                .forEach(overlap -> indented("overlap (" + overlap.kind() + "): " + Printable.line(overlap.path())
                        + " by " + String.join(", ", overlap.tasks())));
        if (synthesis.integration() != null) {
            integration(synthesis.integration(), report);
        }
        if (synthesis.verification() != null) {
            Report.Verified verified = synthesis.verification();
            indented("verification " + (verified.passed() ? "passed" : "FAILED") + " ("
                    + String.join(" ", verified.command()) + ", "
                    + Durations.format(Duration.ofMillis(verified.durationMs())) + ")");
            if (verified.message() != null) {
                indented(verified.message());
            }
        }
        if (synthesis.problem() != null) {
            indented("problem: " + synthesis.problem());
        }
    }

    private void integration(Integrated integration, Report report) {
        if (!integration.merged().isEmpty()) {
            indented("merged " + listed(integration.merged())
                    + (integration.branch() == null ? "" : " into branch " + integration.branch()));
        }
        for (int i = 0; i < integration.left().size(); i++) {
            String task = integration.left().get(i);
            String reason = integration.leftBecause() == null
                    ? ""
                    : ": " + integration.leftBecause().get(i);
            indented("left on stretto/" + report.run() + "/" + task + reason);
        }
        if (integration.movedBranch() != null) {
            indented("your branch " + integration.movedBranch() + " was moved forward to it");
        }
        if (integration.note() != null) {
            indented(integration.note());
        }
    }

    private void end(Report report) {
        Timing timing = report.timing();
        lines.add("");
        if (timing.peakInProgress() > 1 && timing.speedup() != null) {
            lines.add("The tasks took " + Durations.format(Duration.ofMillis(timing.makespanMs())) + ", against "
                    + Durations.format(Duration.ofMillis(timing.sequentialMs())) + " one after the other (speed-up "
                    + timing.speedup() + ", up to " + timing.peakInProgress() + " in progress at a time).");
        }
        lines.add(report.log().events() + " events in the log, ending in "
                + report.log().chain());
        if (report.status() == RunStatus.RUNNING) {
            lines.add("The run is not over.");
        }
    }

    private void indented(String text) {
        List<String> all = text.lines().toList();
        all.stream().limit(SUMMARY_LINES).forEach(line -> lines.add("    " + line));
        if (all.size() > SUMMARY_LINES) {
            lines.add("    … and " + (all.size() - SUMMARY_LINES) + " more lines");
        }
    }

    private static String listed(List<String> names) {
        return names.stream().limit(FILES).map(Printable::line).collect(Collectors.joining(", "))
                + (names.size() > FILES ? " and " + (names.size() - FILES) + " more" : "");
    }
}
