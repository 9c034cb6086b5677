package dev.stretto.app.terminal;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.AttemptId;
import dev.stretto.engine.run.Effects;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.run.TodoStatus;
import dev.stretto.subagents.process.AttemptFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Lays the todo list out: one line a todo, and where they do not all fit, those that a person looks for first. */
final class TodoLines {
    private static final List<TodoStatus> BY_INTEREST = List.of(
            TodoStatus.IN_PROGRESS,
            TodoStatus.FAILED,
            TodoStatus.TIMED_OUT,
            TodoStatus.CANCELLED,
            TodoStatus.PENDING,
            TodoStatus.SKIPPED,
            TodoStatus.COMPLETED);
    private static final int TITLE_WIDTH = 40;
    private static final long FRAME_MS = 100;

    private record Line(int place, TodoStatus status, String title, Supplier<String> after) {}

    private final Path attempts;
    private final Marks marks;

    TodoLines(Path attempts, boolean unicode) {
        this.attempts = attempts;
        this.marks = new Marks(unicode);
    }

    List<AttributedString> of(StartedRun run, int rows, int columns) {
        List<Line> all = todos(run);
        int room = Math.max(1, rows - 2);
        List<Line> shown = all.size() <= room ? all : mostInteresting(all, room - 1);
        int titleWidth = Math.min(
                TITLE_WIDTH,
                shown.stream().mapToInt(line -> line.title().length()).max().orElse(TITLE_WIDTH));
        List<AttributedString> lines = new ArrayList<>();
        lines.add(header(run, columns));
        shown.forEach(line -> lines.add(draw(line, titleWidth, columns)));
        if (shown.size() < all.size()) {
            lines.add(
                    fit("  … and " + (all.size() - shown.size()) + " more", AttributedStyle.DEFAULT.faint(), columns));
        }
        return lines;
    }

    private AttributedString header(StartedRun run, int columns) {
        Map<TodoStatus, Integer> counts = new EnumMap<>(TodoStatus.class);
        run.context()
                .plan()
                .tasks()
                .forEach(task -> run.progressOf(task.id())
                        .ifPresent(progress -> counts.merge(progress.status(), 1, Integer::sum)));
        String told = BY_INTEREST.stream()
                .filter(counts::containsKey)
                .map(status -> counts.get(status) + " " + status)
                .collect(Collectors.joining(", "));
        Instant end = run.finishedAt() == null ? Instant.now() : run.finishedAt();
        String text = Printable.line(run.context().plan().name()) + "  "
                + run.context().run() + "  " + Durations.format(wholeSeconds(Duration.between(run.startedAt(), end)))
                + "  " + told;
        return fit(text, AttributedStyle.DEFAULT.bold(), columns);
    }

    private List<Line> todos(StartedRun run) {
        List<Line> lines = new ArrayList<>();
        for (Task task : run.context().plan().tasks()) {
            int position = run.context().positionOf(task.id()).orElseThrow();
            Progress progress = run.progress().get(position);
            Assignment assignment = run.context().assignments().get(position);
            lines.add(new Line(
                    lines.size(),
                    progress.status(),
                    Printable.line(task.title()),
                    () -> after(run, assignment, progress)));
        }
        SynthesisState synthesis = run.synthesis();
        lines.add(new Line(lines.size(), synthesis.status(), SynthesisState.TODO, () -> synthesisStep(run)));
        return lines;
    }

    private String after(StartedRun run, Assignment assignment, Progress progress) {
        return switch (progress.status()) {
            case IN_PROGRESS -> inProgress(run, assignment, progress);
            case COMPLETED, FAILED, TIMED_OUT, CANCELLED ->
                progress.lastOutcome().map(TodoLines::ended).orElse("");
            case PENDING -> progress.retryAt() == null ? "" : "again at " + progress.retryAt();
            case SKIPPED -> progress.skippedBecause() == null ? "" : progress.skippedBecause() + " was not completed";
        };
    }

    private String inProgress(StartedRun run, Assignment assignment, Progress progress) {
        Progress.CurrentAttempt current = progress.current();
        if (current == null) {
            return "";
        }
        Instant since = current.startedAt() == null ? current.launchedAt() : current.startedAt();
        String elapsed = Durations.format(wholeSeconds(Duration.between(since, Instant.now())));
        String attempt = progress.attempt() > 1 ? "  attempt " + progress.attempt() : "";
        AttemptFiles files =
                AttemptFiles.in(attempts, run.context().run(), new AttemptId(assignment.lead(), progress.attempt()));
        return elapsed + attempt + "  " + LastLine.of(files.stdout());
    }

    private static String ended(Outcome outcome) {
        String took = outcome.startedAt() == null ? "" : Durations.format(outcome.duration());
        if (outcome.failure() != null) {
            return took + "  " + PlainProgress.firstLine(outcome.failure().message());
        }
        return outcome.summary() == null ? took : took + "  " + PlainProgress.firstLine(outcome.summary());
    }

    private static String synthesisStep(StartedRun run) {
        SynthesisState synthesis = run.synthesis();
        if (synthesis.problem() != null) {
            return PlainProgress.firstLine(synthesis.problem());
        }
        if (synthesis.status() != TodoStatus.IN_PROGRESS) {
            return "";
        }
        return Effects.underWay(run).stream()
                .flatMap(effect -> SynthesisWords.underWay(effect, synthesis).stream())
                .collect(Collectors.joining("; "));
    }

    private static List<Line> mostInteresting(List<Line> all, int room) {
        return all.stream()
                .sorted(Comparator.comparingInt((Line line) -> BY_INTEREST.indexOf(line.status()))
                        .thenComparingInt(Line::place))
                .limit(room)
                .sorted(Comparator.comparingInt(Line::place))
                .toList();
    }

    private AttributedString draw(Line line, int titleWidth, int columns) {
        AttributedStringBuilder builder = new AttributedStringBuilder();
        long frame = System.currentTimeMillis() / FRAME_MS;
        builder.append(" ").append(marks.of(line.status(), frame), Marks.style(line.status()));
        AttributedString title = cut(line.title(), titleWidth);
        builder.append(" ").append(title);
        builder.append(" ".repeat(Math.max(0, titleWidth - title.columnLength())));
        builder.append("  ").append(line.status().toString(), Marks.style(line.status()));
        builder.append(" "
                .repeat(Math.max(
                        0, "in_progress".length() - line.status().toString().length())));
        builder.append("  ").append(Printable.line(line.after().get()), AttributedStyle.DEFAULT.faint());
        return builder.toAttributedString().columnSubSequence(0, columns);
    }

    private static AttributedString fit(String text, AttributedStyle style, int columns) {
        return new AttributedString(text, style).columnSubSequence(0, columns);
    }

    /** At most so many columns; a letter may take two. */
    private static AttributedString cut(String text, int width) {
        AttributedString whole = new AttributedString(text);
        return whole.columnLength() <= width
                ? whole
                : AttributedString.join(
                        AttributedString.EMPTY, whole.columnSubSequence(0, width - 1), new AttributedString("…"));
    }

    private static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(Math.max(0, duration.toSeconds()));
    }
}
