package dev.stretto.persistence.codec;

import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.RunReports;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import java.util.ArrayList;
import java.util.List;

/** Reads a log again from its rows, and believes nothing: numbers, hashes and transitions have to fit. */
public final class Replay {
    private static final EventCodec CODEC = new EventCodec();

    private Replay() {}

    /**
     * The entries that the rows of a log hold.
     *
     * @param place where the log is, for messages
     * @param rows in order, without those up to {@code afterSequence}
     */
    public static List<LogEntry> entries(LogPlace place, List<StoredRow> rows, long afterSequence) {
        return entries(CODEC, place, rows, afterSequence);
    }

    static List<LogEntry> entries(EventCodec codec, LogPlace place, List<StoredRow> rows, long afterSequence) {
        List<LogEntry> entries = new ArrayList<>(rows.size());
        long sequence = afterSequence;
        String previous = afterSequence == 0 ? LogEntry.NO_PREVIOUS : null;
        for (StoredRow row : rows) {
            sequence++;
            LogPlace here = place.at(sequence);
            if (row.sequence() != sequence) {
                throw new CorruptLogException(here, "it is missing: " + row.sequence() + " comes in its place");
            }
            LogEntry entry = codec.read(place, row);
            if (entry.sequence() != sequence) {
                throw new CorruptLogException(here, "what stands there was written as event " + entry.sequence());
            }
            if (previous != null && !entry.previous().equals(previous)) {
                throw new CorruptLogException(
                        here, "it does not carry the hash of the event before; 'stretto audit --verify' says more");
            }
            previous = entry.digest();
            entries.add(entry);
        }
        return entries;
    }

    /** True if a row is an event with which a log ends; false if it can't be read. */
    public static boolean endsRun(StoredRow row) {
        try {
            return EventTypes.atEnd(
                    StoredEvent.parse(LogPlace.UNKNOWN, row.stored()).type());
        } catch (CorruptLogException e) {
            return false;
        }
    }

    /** The run that the rows of its whole log give. */
    public static FoldedRun fold(String run, LogPlace place, List<StoredRow> rows) {
        RunState state = RunState.initial();
        String digest = LogEntry.NO_PREVIOUS;
        for (LogEntry entry : entries(place, rows, 0)) {
            state = evolve(state, place, entry);
            digest = entry.digest();
        }
        return new FoldedRun(run, state, rows.size(), digest);
    }

    /** The report of a folded run. */
    public static Report report(FoldedRun folded) throws UnknownRunException {
        StartedRun started = folded.state()
                .started()
                .orElseThrow(() -> new UnknownRunException(
                        folded.run(), List.of(), "there is no run '" + folded.run() + "' in this data directory"));
        return RunReports.of(started, new Report.Log(folded.sequence(), folded.digest()));
    }

    private static RunState evolve(RunState state, LogPlace place, LogEntry entry) {
        try {
            return state.evolve(entry.event());
        } catch (IllegalTransitionException e) {
            throw new CorruptLogException(place.at(entry.sequence()), String.valueOf(e.getMessage()), e);
        }
    }
}
