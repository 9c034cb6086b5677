package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.RunSummary;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a data directory, a row each: found, listed and paged without their logs, at a cost that does not grow with the runs
 * that are over. The journal writes a run's row in the transaction of its events. Safe for use by several threads.
 *
 * <p>The logs are what counts. A row that is missing or says something else than its log does not hide a run: what is said here is
 * compared with the log where it matters.
 */
public interface RunTable extends AutoCloseable {

    /**
     * A row.
     *
     * @param run the run's id
     * @param summary empty if somebody has put something into the row that Stretto does not write
     */
    record Row(String run, Optional<RunSummary> summary) {}

    /** The newest runs, that first, at most so many. */
    List<Row> newest(int limit) throws JournalException;

    /** As {@link #newest}, of those that are older than a run; empty if that has no row. */
    List<Row> newestBefore(String run, int limit) throws JournalException;

    /** A run's row; empty if it has none. */
    Optional<Row> find(String run) throws JournalException;

    /** The ids that begin with a text, at most so many, in their order. */
    List<String> beginningWith(String text, int limit) throws JournalException;

    /** The ids that end with a text, at most so many, in the order of their ends. */
    List<String> endingWith(String text, int limit) throws JournalException;

    /** The runs that something is left to do for, newest first: all that are not over, and those that {@link #markClosed} has not seen. */
    List<Row> notClosed() throws JournalException;

    /**
     * The ids of runs that have a log and no row, newest first. None is missing as long as nobody has changed the tables, and that
     * is told by two numbers.
     */
    List<String> withoutRow() throws JournalException;

    /**
     * Notes that nothing is left to do for a run: it is over, its log is sealed, and its workspaces are gone. Its row is written anew
     * if it is missing, and left alone if the log has gone on meanwhile. Should this get lost, it is found out again.
     */
    void markClosed(RunSummary run) throws JournalException;

    @Override
    void close() throws JournalException;
}
