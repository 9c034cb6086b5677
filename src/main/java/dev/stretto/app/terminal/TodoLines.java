package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.Effects;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.subagents.process.AttemptFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Lays the todo list out: one line a todo, and where they do not all fit, those that a person looks for first. */
final class TodoLines {
    private static final int TITLE_WIDTH = 40;
    private static final long FRAME_MS = 100;
    /** With more tasks than this, how fast they end is worth a word, and there is a line more for what the whole is at. */
    private static final int MANY = 30;
    /** Besides the todos: what the whole is at, and how many todos are not shown. */
    private static final int AROUND = 3;

    private record Line(Standing standing, String title, Supplier<String> after) {}

    private final Path attempts;
    private final Marks marks;
    private final TodoBoard board = new TodoBoard();

    TodoLines(Path attempts, boolean unicode) {
        this.attempts = attempts;
        this.marks = new Marks(unicode);
    }

    List<AttributedString> of(StartedRun run, int rows, int columns, Instant now) {
        board.update(run);
        int all = run.context().plan().tasks().size() + 1;
        int room = Math.max(1, rows - AROUND);
        List<Line> shown = todos(run, room, now);
        int titleWidth = Math.min(
                TITLE_WIDTH,
                shown.stream().mapToInt(line -> line.title().length()).max().orElse(TITLE_WIDTH));
        List<AttributedString> lines = new ArrayList<>(header(run, columns, now));
        shown.forEach(line -> lines.add(draw(line, titleWidth, columns)));
        if (shown.size() < all) {
            lines.add(fit("  … and " + (all - shown.size()) + " more", AttributedStyle.DEFAULT.faint(), columns));
        }
        return lines;
    }

    /** Which run it is, and how far it has come. */
    private List<AttributedString> header(StartedRun run, int columns, Instant now) {
        Instant end = run.finishedAt() == null ? now : run.finishedAt();
        String which = Printable.ofKnownWidth(run.context().plan().name()) + "  "
                + run.context().run() + "  " + Durations.format(wholeSeconds(Duration.between(run.startedAt(), end)));
        String told = board.told();
        if (run.context().plan().tasks().size() <= MANY) {
            return List.of(fit(which + "  " + told, AttributedStyle.DEFAULT.bold(), columns));
        }
        return List.of(
                fit(which + "  " + board.speed(run, now).orElse(""), AttributedStyle.DEFAULT.bold(), columns),
                fit(told, AttributedStyle.DEFAULT.bold(), columns));
    }

    private List<Line> todos(StartedRun run, int room, Instant now) {
        List<Line> lines = new ArrayList<>();
        for (Task task : shown(run, room - 1)) {
            int position = run.context().positionOf(task.id()).orElseThrow();
            Progress progress = run.progress().get(position);
            lines.add(new Line(
                    Standing.of(run, position, progress),
                    Printable.ofKnownWidth(task.title()),
                    () -> after(run, position, progress, now)));
        }
        SynthesisState synthesis = run.synthesis();
        lines.add(new Line(Standing.of(synthesis.status()), SynthesisState.TODO, () -> synthesisStep(run)));
        return lines;
    }

    private List<Task> shown(StartedRun run, int room) {
        List<Task> all = run.context().plan().tasks();
        return all.size() <= room
                ? all
                : board.mostInteresting(run, room).entrySet().stream()
                        .flatMap(chosen ->
                                run
                                        .context()
                                        .members(run.context().assignments().get(chosen.getKey()))
                                        .stream()
                                        .limit(chosen.getValue()))
                        .toList();
    }

    private String after(StartedRun run, int position, Progress progress, Instant now) {
        return switch (Standing.of(run, position, progress)) {
            case IN_PROGRESS -> inProgress(run, run.context().assignments().get(position), progress, now);
            case WAITING -> "to start" + attempt(progress);
            case COMPLETED, FAILED, TIMED_OUT, CANCELLED ->
                progress.lastOutcome().map(TodoLines::ended).orElse("");
            case PENDING -> progress.retryAt() == null ? "" : "again at " + progress.retryAt();
            case SKIPPED -> progress.skippedBecause() == null ? "" : progress.skippedBecause() + " was not completed";
        };
    }

    private String inProgress(StartedRun run, Assignment assignment, Progress progress, Instant now) {
        Progress.CurrentAttempt current = progress.current();
        if (current == null) {
            return "";
        }
        Instant since = current.startedAt() == null ? current.launchedAt() : current.startedAt();
        String elapsed = Durations.format(wholeSeconds(Duration.between(since, now)));
        AttemptFiles files =
                AttemptFiles.in(attempts, run.context().run(), new AttemptId(assignment.lead(), progress.attempt()));
        return elapsed + attempt(progress) + "  " + LastLine.of(files.stdout());
    }

    private static String attempt(Progress progress) {
        return progress.attempt() > 1 ? "  attempt " + progress.attempt() : "";
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

    private AttributedString draw(Line line, int titleWidth, int columns) {
        AttributedStringBuilder builder = new AttributedStringBuilder();
        long frame = System.currentTimeMillis() / FRAME_MS;
        builder.append(" ")
                .append(
                        marks.of(line.standing().looks(), frame),
                        Marks.style(line.standing().looks()));
        AttributedString title = cut(line.title(), titleWidth);
        builder.append(" ").append(title);
        builder.append(" ".repeat(Math.max(0, titleWidth - title.columnLength())));
        String standing = line.standing().toString();
        builder.append("  ").append(standing, Marks.style(line.standing().looks()));
        builder.append(" ".repeat(Math.max(0, "in_progress".length() - standing.length())));
        builder.append("  ").append(Printable.ofKnownWidth(line.after().get()), AttributedStyle.DEFAULT.faint());
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
