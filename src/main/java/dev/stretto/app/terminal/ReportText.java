package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.report.IntegrationState;
import dev.stretto.engine.report.Mismatch;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Duration;
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

    private final ReportLines lines = new ReportLines();
    private final Marks marks;
    private final Map<String, List<Mismatch>> mismatches = new HashMap<>();
    private final Map<String, String> additions = new HashMap<>();
    private final Optional<Underway> underway;

    private ReportText(Report report, Optional<Underway> underway, boolean unicode) {
        this.marks = new Marks(unicode);
        this.underway = underway;
        if (report.review() != null) {
            report.review().stream()
                    .filter(review -> review.mismatches() != null)
                    .forEach(review -> mismatches.put(review.task(), review.mismatches()));
        }
        if (report.synthesis() != null && report.synthesis().findings() != null) {
            report.synthesis()
                    .findings()
                    .forEach(finding -> additions.merge(finding.tasks().getFirst(), addition(finding), String::concat));
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
        return text.lines.all();
    }

    private void head(Report report) {
        lines.add("");
        lines.add("Run " + report.run() + " of plan '" + report.plan() + "': " + report.status() + " ("
                + report.decision().mode() + ")");
        lines.add("  " + report.decision().reasons().getFirst());
        if (report.note() != null) {
            lines.add("  note: " + report.note());
        }
        Optional.ofNullable(report.isolation()).flatMap(WorkspacesText::of).ifPresent(text -> lines.add("  " + text));
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
                && !mismatches.containsKey(task.id())
                && additions.getOrDefault(task.id(), "").isEmpty();
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
                + (waits ? ", " + Standing.WAITING.counted() : "") + integrated + additions.getOrDefault(task.id(), "")
                + "]" + took + tries);
        if (task.error() != null) {
            lines.indented(
                    "error (" + task.error().kind() + "): " + task.error().message());
        }
        if (task.skippedBecause() != null) {
            lines.indented("skipped, since " + task.skippedBecause() + " was not completed");
        }
        if (task.summary() != null) {
            lines.indented(task.summary());
        }
        files(task.files());
        if (task.outOfScope() != null && !task.outOfScope().isEmpty()) {
            lines.indented("out of scope: " + ReportLines.listed(task.outOfScope()));
        }
        mismatches
                .getOrDefault(task.id(), List.of())
                .forEach(mismatch -> lines.indented("mismatch: " + mismatch.message()));
        if (task.notices() != null) {
            task.notices().forEach(notice -> lines.indented("notice: " + notice));
        }
        if (task.files() != null && !task.files().isEmpty()) {
            lines.indented("branch " + task.branch());
        }
    }

    /** What nobody should overlook, as an addition to the task's status; empty for most findings, which stand below. */
    private static String addition(Finding finding) {
        return switch (finding.kind()) {
            case DELETIONS ->
                ", " + finding.reason().substring(finding.tasks().getFirst().length() + 1);
            case CONFLICT_MARKERS -> ", conflict markers in " + Printable.line(String.valueOf(finding.path()));
            case OUT_OF_SCOPE, OVERLAP, CONFLICT, BROKEN_SUBSET -> "";
        };
    }

    private void files(@Nullable List<FileChange> files) {
        if (files == null) {
            return;
        }
        files.stream()
                .limit(ReportLines.MOST)
                .forEach(
                        file -> lines.indented(file.change() + " " + Printable.line(file.path()) + ReportWords.was(file)
                                + ReportWords.changed(file.added(), file.removed())
                                        .map(lines -> "  " + lines)
                                        .orElse("")));
        if (files.size() > ReportLines.MOST) {
            lines.indented("… and " + (files.size() - ReportLines.MOST) + " more files");
        }
    }

    private void synthesis(Report report) {
        Synthesis synthesis = report.synthesis();
        TodoStatus status = report.todos().getLast().status();
        lines.add("");
        lines.add(marks.of(status, 0) + " " + report.todos().getLast().content() + "  [" + status + "]");
        if (synthesis != null) {
            new SynthesisText(lines, report.run()).add(synthesis);
        }
    }

    private void end(Report report) {
        lines.add("");
        ReportWords.gained(report.timing()).ifPresent(lines::add);
        lines.add(ReportWords.log(report.log()));
        if (report.status() == RunStatus.RUNNING) {
            lines.add("The run is not over.");
        }
        if (isThereToTake(report)) {
            lines.add("next: stretto take " + report.run() + "    # merges the result into your branch");
        }
    }

    private static boolean isThereToTake(Report report) {
        return report.status() == RunStatus.COMPLETED
                && report.synthesis() != null
                && report.synthesis().integration() != null
                && report.synthesis().integration().branch() != null
                && report.synthesis().integration().movedBranch() == null;
    }
}
