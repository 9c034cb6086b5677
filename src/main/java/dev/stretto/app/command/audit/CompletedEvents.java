package dev.stretto.app.command.audit;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.run.RunEvent.TaskCompleted;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events with which attempts completed their tasks, as far as the logs of their runs are in a data directory. */
final class CompletedEvents {
    private final Map<String, Map<AttemptId, Long>> byRun = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private CompletedEvents() {}

    /** Reads the logs of some runs; what is no run there is passed over. */
    static CompletedEvents of(DataDirectory data, Set<String> runs) throws JournalException {
        CompletedEvents events = new CompletedEvents();
        if (!runs.isEmpty() && Files.exists(data.journal())) {
            try (EventLog logs = Stores.log(data)) {
                for (String run : runs) {
                    if (logs.length(run) > 0) {
                        events.read(logs, run);
                    }
                }
            }
        }
        return events;
    }

    private void read(EventLog logs, String run) throws JournalException {
        Map<AttemptId, Long> completed = new HashMap<>();
        try {
            for (LogEntry entry : logs.read(run)) {
                if (entry.event() instanceof TaskCompleted event) {
                    completed.put(new AttemptId(event.task(), event.attempt()), entry.sequence());
                }
            }
            byRun.put(run, completed);
        } catch (UnrecoverableLogException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** The number of the event in its run's log; null if there is none, or no such log. */
    @Nullable
    Long number(String run, String task, @Nullable Integer attempt) {
        return attempt == null ? null : byRun.getOrDefault(run, Map.of()).get(new AttemptId(task, attempt));
    }

    /** What is wrong with logs that can't be read. */
    List<String> problems() {
        return problems;
    }
}
