package dev.stretto.persistence.journal;

import dev.stretto.engine.report.Report;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.FoldedRun;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.UnknownRunException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The logs of runs, for reading only: beside an engine that writes them, and without one. Safe for use by several threads.
 *
 * <p>What {@link #read}, {@link #fold} and {@link #report} read is checked: entries that do not follow each other, and those that
 * can't be read, are a {@link CorruptLogException}; use {@link #rows} and {@link Audit} to look at such a log.
 */
public interface EventLog extends AutoCloseable {

    /** A run's log after an entry as it is stored, unchecked, with the texts beside it; empty if there is nothing. */
    List<StoredRow> rows(String run, long afterSequence) throws JournalException;

    /** Shows a run's rows one after the other, without holding more than one, and without their texts. */
    void eachRow(String run, Consumer<StoredRow> reader) throws JournalException;

    /** The last row of a run, without its texts; empty if it has no log. It alone is looked up. */
    Optional<StoredRow> last(String run) throws JournalException;

    /** The ids of all runs that have a log, newest first. It costs what there are runs: {@link RunTable} lists them for less. */
    List<String> runs() throws JournalException;

    /**
     * Checks the store as a whole, also where no event shows what is wrong. It reads all of it.
     *
     * @throws CorruptLogException if something is wrong with it
     */
    void checkStore() throws JournalException;

    /** Where a run's log is, for messages. */
    LogPlace place(String run);

    @Override
    void close() throws JournalException;

    /** A run's log as it is stored, unchecked; empty if there is none. */
    default List<StoredRow> rows(String run) throws JournalException {
        return rows(run, 0);
    }

    /** How many entries a run's log has, of which only the last is looked up; 0 if there is none. */
    default long length(String run) throws JournalException {
        return last(run).map(StoredRow::sequence).orElse(0L);
    }

    /** True if the last event of a run is its end; false if that can't be read. */
    default boolean ended(String run) throws JournalException {
        return last(run).map(Replay::endsRun).orElse(false);
    }

    /** A run's log; empty if there is none. */
    default List<LogEntry> read(String run) throws JournalException {
        return readFrom(run, 0);
    }

    /** What a run's log has after an entry; empty if there is nothing. */
    default List<LogEntry> readFrom(String run, long afterSequence) throws JournalException {
        return Replay.entries(place(run), rows(run, afterSequence), afterSequence);
    }

    /** A run as its log has it. */
    default FoldedRun fold(String run) throws JournalException {
        return Replay.fold(run, place(run), rows(run));
    }

    /** A run's report. */
    default Report report(String run) throws JournalException, UnknownRunException {
        return Replay.report(fold(run));
    }
}
