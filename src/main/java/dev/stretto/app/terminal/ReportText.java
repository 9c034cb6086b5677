package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.report.IntegrationState;
import dev.stretto.engine.report.Mismatch;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Integrated;
import dev.stretto.engine.report.Report.Resolved;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.subagents.git.RefNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of a run as lines for people. */
public final class ReportText {
    private static final int TASKS = 100;
    private static final int FILES = 12;
    private static final int SUMMARY_LINES = 12;

    private final List<String> lines = new ArrayList<>();
    private final Marks marks;
    private final Map<String, List<Mismatch>> mismatches = new HashMap<>();
    private final Optional<Underway> underway;

    private ReportText(Report report, Optional<Underway> underway, boolean unicode) {
        this.marks = new Marks(unicode);
        this.underway = underway;
        if (report.review() != null) {
            report.review().stream()
                    .filter(review -> review.mismatches() != null)
                    .forEach(review -> mismatches.put(review.task(), review.mismatches()));
        }
    }

    /** The lines of a report; everything that is left out says so. */
    public static List<String> of(Report report, boolean unicode) {
        return of(report, Optional.empty(), unicode);
    }

    /** As {@link #of(Report, boolean)}, with how the run stands at present if it is not over. */
    public static List<String> of(Report report, Optional<Underway> underway, boolean unicode) {
        ReportText text = new ReportText(report, underway, unicode);
        text.head(report);
        text.tasks(report.tasks());
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
        underway.ifPresent(now -> now.lines().forEach(line -> lines.add("  " + line)));
    }

    /** All of them; of a great many those first that a person has to look at, and of the rest only how many there are. */
    private void tasks(List<TaskReport> all) {
        if (all.size() <= TASKS) {
            all.forEach(this::task);
            return;
        }
        List<TaskReport> first = all.stream()
                .sorted(Comparator.comparingInt(this::rank))
                .limit(TASKS)
                .toList();
        Set<String> shown = first.stream().map(TaskReport::id).collect(Collectors.toSet());
        all.stream().filter(task -> shown.contains(task.id())).forEach(this::task);
        lines.add("");
        lines.add("… and " + (all.size() - TASKS) + " more: "
                + all.stream()
                        .filter(task -> !shown.contains(task.id()))
                        .collect(Collectors.groupingBy(TaskReport::status, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "))
                + " (--json and --html have them all)");
    }

    /** What needs a look comes first, and what is over without a word last. */
    private int rank(TaskReport task) {
        return switch (task.status()) {
            case FAILED, TIMED_OUT -> 0;
            case CANCELLED -> 1;
            case COMPLETED -> clean(task) ? 4 : 0;
            case IN_PROGRESS -> 2;
            case SKIPPED, PENDING -> 3;
        };
    }

    private boolean clean(TaskReport task) {
        return task.notices() == null
                && (task.outOfScope() == null || task.outOfScope().isEmpty())
                && task.integrated() != IntegrationState.PARTLY
                && task.integrated() != IntegrationState.LEFT_OUT
                && !mismatches.containsKey(task.id());
    }

    private void task(TaskReport task) {
        String took = task.durationMs() == null ? "" : "  " + Durations.format(Duration.ofMillis(task.durationMs()));
        String tries = task.attempts() > 1 ? "  " + task.attempts() + " attempts" : "";
        lines.add("");
        String integrated = ReportWords.integrated(task.integrated())
                .map(state -> ", " + state)
                .orElse("");
        boolean waits = underway.map(now -> now.waits(task.id())).orElse(false);
        TodoStatus looks = waits ? Standing.WAITING.looks() : task.status();
        lines.add(marks.of(looks, 0) + " " + task.id() + ": " + Printable.line(task.title()) + "  [" + task.status()
                + (waits ? ", " + Standing.WAITING.counted() : "") + integrated + "]" + took + tries);
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
        mismatches.getOrDefault(task.id(), List.of()).forEach(mismatch -> indented("mismatch: " + mismatch.message()));
        if (task.notices() != null) {
            task.notices().forEach(notice -> indented("notice: " + notice));
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
                .forEach(file -> indented(file.change() + " " + Printable.line(file.path()) + ReportWords.was(file)
                        + ReportWords.changed(file.added(), file.removed())
                                .map(lines -> "  " + lines)
                                .orElse("")));
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
        synthesis.overlaps().forEach(this::overlap);
        if (synthesis.resolutions() != null) {
            synthesis.resolutions().forEach(this::resolution);
        }
        if (synthesis.integration() != null) {
            integration(synthesis.integration(), report);
        }
        if (synthesis.baseline() != null) {
            indented("baseline " + ReportWords.verified(synthesis.baseline()));
        }
        if (synthesis.verification() != null) {
            verification(synthesis.verification());
        }
        if (synthesis.problem() != null) {
            indented("problem: " + synthesis.problem());
        }
    }

    private void overlap(Overlap overlap) {
        indented("overlap (" + overlap.kind() + "): " + Printable.line(overlap.path()) + " by "
                + listed(overlap.tasks())
                + ReportWords.lines(overlap.lines()).map(where -> ", " + where).orElse("")
                + ReportWords.how(overlap).map(how -> ": " + how).orElse(""));
    }

    private void resolution(Resolved resolved) {
        if (resolved.taken()) {
            indented("resolved: " + resolved.task() + " with "
                    + listed(resolved.with() == null ? List.of() : resolved.with()) + " at "
                    + listed(resolved.paths() == null ? List.of() : resolved.paths())
                    + (resolved.summary() == null ? "" : ": " + PlainProgress.firstLine(resolved.summary())));
        } else {
            indented("not resolved: " + resolved.task() + ": " + resolved.refusal());
        }
        if (resolved.notices() != null) {
            resolved.notices().forEach(notice -> indented("notice: " + notice));
        }
    }

    private void verification(Verified verified) {
        if (verified.whole() != null) {
            indented("verification of everything " + ReportWords.verified(verified.whole()));
        }
        indented("verification " + ReportWords.verified(verified));
        if (verified.message() != null) {
            indented(verified.message());
        }
        if (verified.culprits() != null) {
            verified.culprits().forEach(set -> indented("culprit: it fails with " + ReportWords.subset(set)));
        }
        if (verified.flaky() != null) {
            verified.flaky()
                    .forEach(set -> indented(
                            "flaky: it failed once and passed the second time with " + ReportWords.subset(set)));
        }
        if (verified.search() != null) {
            indented(ReportWords.searched(verified.search()));
        }
    }

    private void integration(Integrated integration, Report report) {
        if (!integration.merged().isEmpty()) {
            indented("merged " + listed(integration.merged())
                    + (integration.branch() == null ? "" : " into branch " + integration.branch()));
        }
        if (integration.explanation() != null) {
            indented(integration.explanation());
        }
        if (integration.dropped() != null) {
            dropped(integration.dropped());
        }
        for (int i = 0; i < integration.left().size(); i++) {
            String task = integration.left().get(i);
            String reason = integration.leftBecause() == null
                    ? ""
                    : ": " + integration.leftBecause().get(i);
            indented("left on " + new RefNames(report.run(), task).branch() + reason);
        }
        if (integration.movedBranch() != null) {
            indented("your branch " + integration.movedBranch() + " was moved forward to it");
        }
        if (integration.note() != null) {
            indented(integration.note());
        }
    }

    private void dropped(List<Dropped> dropped) {
        dropped.stream()
                .limit(FILES)
                .forEach(part -> indented("dropped of " + part.task() + ": " + Printable.line(part.path()) + ", "
                        + ReportWords.dropped(part)));
        if (dropped.size() > FILES) {
            indented("… and " + (dropped.size() - FILES) + " more dropped parts");
        }
    }

    private void end(Report report) {
        lines.add("");
        ReportWords.gained(report.timing()).ifPresent(lines::add);
        lines.add(ReportWords.log(report.log()));
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
