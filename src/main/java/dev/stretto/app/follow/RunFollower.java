package dev.stretto.app.follow;

import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.journal.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Follows a run through its log: reads what is new, folds it, and shows it. It works beside an engine in this process as
 * beside one in another, and as well when there is none.
 */
public final class RunFollower {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** What is shown of a run. */
    public interface View extends AutoCloseable {
        /** The run has come this far; {@code news} are the entries since the last time, and may be none. */
        void show(StartedRun run, List<LogEntry> news);

        /** Something that the user should see at once. */
        void notice(String text);

        /** Why attempts wait at present, if the machine has no room for more; empty if none do. */
        void attemptsWait(Optional<String> why);

        /** Nothing more will be shown; what was taken over for showing is given back. Doing it again does no harm. */
        @Override
        default void close() {}
    }

    /** Says whether a follower should go on though the run is not over. */
    @FunctionalInterface
    public interface Patience {
        boolean goOn() throws Exception;
    }

    private final EventLog logs;
    private final String run;
    private RunState state = RunState.initial();
    private long sequence;

    public RunFollower(EventLog logs, String run) {
        this.logs = logs;
        this.run = run;
    }

    /**
     * Shows the run until it is over or {@code patience} ends.
     *
     * @return the run as last seen; empty if its log has not begun
     */
    public Optional<StartedRun> follow(View view, Patience patience) throws Exception {
        while (true) {
            Optional<StartedRun> now = look(view);
            boolean over = now.map(StartedRun::finished).orElse(false);
            if (over || !patience.goOn()) {
                return now;
            }
            Thread.sleep(INTERVAL);
        }
    }

    private Optional<StartedRun> look(View view) throws Exception {
        List<LogEntry> news = logs.readFrom(run, sequence);
        for (LogEntry entry : news) {
            state = state.evolve(entry.event());
            sequence = entry.sequence();
        }
        state.started().ifPresent(started -> view.show(started, news));
        return state.started();
    }
}
