package dev.stretto.actors.run;

import dev.stretto.engine.run.RunState;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.RunSummary;
import java.util.Optional;

/**
 * A run together with the end of its log.
 *
 * @param state what folding the log's events gives
 * @param sequence the number of the last entry; 0 before the first
 * @param digest the digest of the last entry
 */
record LoggedRun(RunState state, long sequence, String digest) {

    static LoggedRun empty() {
        return new LoggedRun(RunState.initial(), 0, LogEntry.NO_PREVIOUS);
    }

    /**
     * The run after one more entry.
     *
     * @throws IllegalTransitionException if the entry does not follow the last one, or no run can get its event
     */
    LoggedRun after(LogEntry entry) {
        if (entry.sequence() != sequence + 1 || !entry.previous().equals(digest)) {
            throw new IllegalTransitionException("entry " + entry.sequence() + " does not follow entry " + sequence);
        }
        return new LoggedRun(state.evolve(entry.event()), entry.sequence(), entry.digest());
    }

    /** The row that the run has in the run table now; empty if it has not been started. */
    Optional<RunSummary> summary() {
        return state.started().map(started -> RunSummary.of(started, sequence, digest));
    }

    /** As {@link #after}, for an entry that is in the log: one that can't follow was not written by Stretto. */
    LoggedRun afterStored(LogEntry entry) {
        try {
            return after(entry);
        } catch (IllegalTransitionException e) {
            throw new IllegalTransitionException("its log is corrupt or was tampered with at event " + entry.sequence()
                    + ": " + e.getMessage() + ". Nothing was changed; keep the file, and restore it from a copy");
        }
    }
}
