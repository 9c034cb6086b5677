package dev.stretto.app.report;

import dev.stretto.app.report.Page.Fact;
import dev.stretto.app.report.Page.FindingGroup;
import dev.stretto.app.report.Page.FindingRow;
import dev.stretto.app.report.Page.TodoList;
import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Review;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.report.Report.Timing;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.todo.TodoStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what the page shows. */
final class PageMaker {
    private static final int TASKS = 1_000;
    private static final int FINDINGS = 300;
    private static final int LONG_LIST = 60;

    private PageMaker() {}

    static Page page(Report report, Conflicts conflicts) {
        List<TaskBlock> tasks = tasks(report);
        Synthesis synthesis = report.synthesis();
        int hidden = report.tasks().size() - tasks.size();
        int unread = conflicts.all().size() - conflicts.shown().size();
        return new Page(
                Printable.line(report.plan()),
                report.run(),
                Badge.of(report.status()),
                report.decision().mode().toString(),
                report.decision().reasons().getFirst(),
                report.note(),
                synthesis == null ? null : synthesis.problem(),
                facts(report),
                hidden > 0
                        ? "This page shows " + tasks.size() + " of "
                                + report.tasks().size()
                                + " tasks: those that did not complete come first. 'stretto show --json' has all of them."
                        : null,
                todos(tasks),
                tasks,
                Badge.of(report.todos().getLast().status()),
                report.todos().getLast().content(),
                TimelineChart.of(report, tasks),
                synthesis == null ? List.of() : findings(synthesis),
                synthesis == null
                        ? null
                        : OverlapView.of(
                                report.tasks().stream().map(TaskReport::id).toList(),
                                synthesis.overlaps(),
                                conflicts.all()),
                IntStream.range(0, conflicts.shown().size())
                        .mapToObj(place -> ConflictBlock.of(conflicts.shown().get(place), place))
                        .toList(),
                unread > 0 ? "… and " + unread + " more; 'stretto show RUN --conflict PATH' shows each of them" : null,
                synthesis == null ? null : IntegrationView.of(synthesis),
                synthesis == null ? null : VerificationView.of(synthesis),
                ReportWords.gained(report.timing()).orElse(null),
                report.log().events(),
                report.log().chain());
    }

    /** In the plan's order; of very many, those that one looks for first. */
    private static List<TaskBlock> tasks(Report report) {
        Map<String, Review> reviews = new HashMap<>();
        if (report.review() != null) {
            report.review().forEach(review -> reviews.put(review.task(), review));
        }
        return IntStream.range(0, report.tasks().size())
                .boxed()
                .sorted(Comparator.comparing(at -> report.tasks().get(at).status() == TodoStatus.COMPLETED))
                .limit(TASKS)
                .sorted()
                .map(at -> {
                    TaskReport task = report.tasks().get(at);
                    return TaskBlock.of(at + 1, task, reviews.get(task.id()));
                })
                .toList();
    }

    /** Of a long list those that went well are folded away. */
    private static List<TodoList> todos(List<TaskBlock> tasks) {
        List<TaskBlock> well = tasks.stream().filter(TaskBlock::well).toList();
        if (tasks.size() <= LONG_LIST || well.isEmpty()) {
            return List.of(new TodoList(null, tasks));
        }
        List<TaskBlock> rest = tasks.stream().filter(task -> !task.well()).toList();
        return List.of(
                new TodoList(null, rest),
                new TodoList(well.size() + " todos that went well: completed, and nothing of it left out", well));
    }

    private static List<Fact> facts(Report report) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("tasks", counts(report)));
        facts.add(new Fact("started", time(report.startedAt())));
        facts.add(new Fact("finished", report.finishedAt() == null ? "not over" : time(report.finishedAt())));
        Timing timing = report.timing();
        facts.add(new Fact("took", ReportWords.duration(timing.makespanMs())));
        if (timing.speedup() != null) {
            facts.add(new Fact("one after the other", ReportWords.duration(timing.sequentialMs())));
            facts.add(new Fact("speed-up", String.valueOf(timing.speedup())));
            facts.add(new Fact("at a time", "up to " + timing.peakInProgress()));
        }
        return facts;
    }

    private static String counts(Report report) {
        Map<TodoStatus, Long> counts = report.tasks().stream()
                .collect(Collectors.groupingBy(
                        TaskReport::status, () -> new EnumMap<>(TodoStatus.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + Badge.of(count.getKey()).text())
                .collect(Collectors.joining(", "));
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    private static List<FindingGroup> findings(Synthesis synthesis) {
        List<Finding> all = synthesis.findings() == null ? List.of() : synthesis.findings();
        return Stream.of(Finding.Kind.values())
                .map(kind -> group(kind, all))
                .filter(group -> group.count() > 0)
                .toList();
    }

    private static FindingGroup group(Finding.Kind kind, List<Finding> all) {
        List<Finding> found =
                all.stream().filter(finding -> finding.kind() == kind).toList();
        return new FindingGroup(
                ReportWords.heading(kind),
                found.size(),
                found.stream().limit(FINDINGS).map(PageMaker::row).toList(),
                more(found.size() - FINDINGS));
    }

    private static FindingRow row(Finding finding) {
        return new FindingRow(
                ReportWords.names(finding.tasks()),
                finding.path() == null ? null : Printable.line(finding.path()),
                ReportWords.lines(finding.lines()).orElse(null),
                finding.reason());
    }

    private static @Nullable String more(int left) {
        return left > 0 ? "… and " + left + " more of this kind" : null;
    }
}
