package dev.stretto.persistence.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs that earlier engines have left with something to do. Only runs that the run table does not call closed are looked at, and
 * those that have no row in it; whether one is over its log says.
 *
 * @param open those that are not over, newest first. One whose last entry can't be read is open too: nothing says that it is over,
 *     and whoever resumes it learns what is wrong with it
 * @param over those that are over, but may have no seal yet, or workspaces left
 */
public record LeftRuns(List<String> open, List<String> over) {

    /** Finds them. */
    public static LeftRuns of(RunTable table, EventLog log) throws JournalException {
        List<String> open = new ArrayList<>();
        List<String> over = new ArrayList<>();
        for (RunTable.Row row : table.notClosed()) {
            (log.ended(row.run()) ? over : open).add(row.run());
        }
        for (String run : table.withoutRow()) {
            (log.ended(run) ? over : open).add(run);
        }
        return new LeftRuns(open, over);
    }
}
