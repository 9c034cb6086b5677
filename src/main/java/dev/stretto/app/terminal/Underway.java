package dev.stretto.app.terminal;

import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a run that is not over stands at a moment, by the times in its log. */
public final class Underway {
    private final StartedRun run;
    private final Instant now;
    private final Optional<String> whyAttemptsWait;
    private final TodoBoard board = new TodoBoard();

    /** A run at a moment; {@code whyAttemptsWait} is what its engine says, if there is one and attempts wait. */
    public Underway(StartedRun run, Instant now, Optional<String> whyAttemptsWait) {
        this.run = run;
        this.now = now;
        this.whyAttemptsWait = whyAttemptsWait;
        board.update(run);
    }

    /** What runs, what waits, what is done, how fast it goes and how long it takes; and why what waits does. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                board.told() + board.speed(run, now).map(speed -> "; " + speed).orElse(""));
        if (board.tasks(Standing.WAITING) > 0) {
            whyAttemptsWait.ifPresent(lines::add);
        }
        return lines;
    }

    /** True if an attempt at the task has been launched, and not started yet. */
    boolean waits(String task) {
        return run.context()
                .positionOf(task)
                .filter(position -> {
                    Progress progress = run.progress().get(position);
                    return Standing.of(run, position, progress) == Standing.WAITING;
                })
                .isPresent();
    }
}
