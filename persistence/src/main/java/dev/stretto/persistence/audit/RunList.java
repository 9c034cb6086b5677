package dev.stretto.persistence.audit;

import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.FoldedRun;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.seal.SealStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the runs of a data directory by its run table, and believes that no more than it has to: each row is compared with the end of its
 * log, and short logs are read as a whole, so many events in all. A list of so many runs costs the same however many there are.
 */
public final class RunList implements AutoCloseable {
    /** So many events are read for one list. */
    private static final long EVENTS = 5_000;

    private final EventLog log;
    private final RunTable table;
    private final SealStore seals;
    private long budget = EVENTS;

    /**
     * A run.
     *
     * @param summary where it stands; absent if that can't be told
     * @param problem what is wrong with its log, or its row; absent if nothing is known to be
     */
    public record Listed(
            String run,
            @Nullable RunSummary summary,
            @Nullable String problem) {}

    /**
     * Some runs.
     *
     * @param runs the newest first
     * @param more true if there are older ones
     */
    public record Page(List<Listed> runs, boolean more) {}

    private RunList(EventLog log, RunTable table, SealStore seals) {
        this.log = log;
        this.table = table;
        this.seals = seals;
    }

    /** The list of a data directory that has a journal. */
    public static RunList open(DataDirectory data) throws JournalException {
        EventLog log = Stores.log(data);
        try {
            return new RunList(log, Stores.runs(data), Stores.seals(data));
        } catch (JournalException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * The newest runs, at most so many; those that have a log and no row come with them in any case, and those of which nothing but a
     * seal is left if there are no older runs.
     */
    public Page newest(int limit) throws JournalException, IOException {
        // Before the logs: a run that ends in between must not look like one that has lost its log.
        List<String> sealed = table.newest(limit).size() < limit ? seals.runs() : List.of();
        List<RunTable.Row> rows = table.newest(limit == Integer.MAX_VALUE ? limit : limit + 1);
        boolean more = rows.size() > limit;
        List<Listed> listed = new ArrayList<>();
        for (RunTable.Row row : more ? rows.subList(0, limit) : rows) {
            listed.add(listed(row));
        }
        for (String run : table.withoutRow()) {
            listed.add(withoutRow(run, "the run table has no row of it"));
        }
        for (String run : sealed) {
            if (table.find(run).isEmpty() && log.length(run) == 0) {
                listed.add(lost(run, seals.place(run)));
            }
        }
        return new Page(listed, more);
    }

    private Listed listed(RunTable.Row row) throws JournalException {
        Optional<StoredRow> last = log.last(row.run());
        if (last.isEmpty()) {
            return lost(row.run(), log.place(row.run()));
        }
        if (row.summary().isEmpty()) {
            return withoutRow(row.run(), "its row in the run table can't be read");
        }
        RunSummary summary = row.summary().get();
        budget -= last.get().sequence();
        try {
            RowCheck check = new RowCheck(summary, log.place(row.run()));
            Optional<String> problem = budget < 0 ? check.ofEnd(last.get()) : check.of(log.rows(row.run()));
            return new Listed(
                    row.run(),
                    summary,
                    problem.map(words -> corrupt(row.run(), words)).orElse(null));
        } catch (UnrecoverableLogException | IllegalTransitionException e) {
            return new Listed(row.run(), null, e.getMessage());
        }
    }

    /** Whatever its row may be, the log of a run is there, and tells where it stands. */
    private Listed withoutRow(String run, String problem) throws JournalException {
        try {
            FoldedRun folded = log.fold(run);
            RunSummary summary = folded.state()
                    .started()
                    .map(started -> RunSummary.of(started, folded.sequence(), folded.digest(), ""))
                    .orElse(null);
            return new Listed(run, summary, corrupt(run, problem));
        } catch (UnrecoverableLogException | IllegalTransitionException e) {
            return new Listed(run, null, e.getMessage());
        }
    }

    private static Listed lost(String run, LogPlace place) {
        String problem = "it is of a run of which the journal has no event any more";
        return new Listed(run, null, new CorruptLogException(place, problem).getMessage());
    }

    private @Nullable String corrupt(String run, String problem) {
        return new CorruptLogException(log.place(run), problem).getMessage();
    }

    @Override
    public void close() throws JournalException {
        try (log) {
            table.close();
        }
    }
}
