package dev.stretto.app.command.plan;

import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.RunTable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Reads the latest runs of a data directory, as far as that is quickly done: so many runs, and so many events in all. */
final class EarlierRuns {
    private static final int RUNS = 30;
    private static final long EVENTS = 50_000;

    private EarlierRuns() {}

    /** The runs, newest first. Those whose log can't be read are passed over: it is for {@code audit} to say so. */
    static List<StartedRun> of(DataDirectory data) throws JournalException {
        List<StartedRun> earlier = new ArrayList<>();
        if (!Files.exists(data.journal())) {
            return earlier;
        }
        try (RunTable table = Stores.runs(data);
                EventLog logs = Stores.log(data)) {
            long events = 0;
            for (RunTable.Row row : table.newest(RUNS)) {
                String run = row.run();
                events += logs.length(run);
                if (events > EVENTS) {
                    return earlier;
                }
                try {
                    logs.fold(run).state().started().ifPresent(earlier::add);
                } catch (UnrecoverableLogException | IllegalTransitionException e) {
                    // Its durations are missed, and nothing else.
                }
            }
        }
        return earlier;
    }
}
