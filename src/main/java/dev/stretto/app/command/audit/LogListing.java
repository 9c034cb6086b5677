package dev.stretto.app.command.audit;

import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.PlainProgress;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.text.Listed;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogFilter;
import dev.stretto.persistence.codec.StoredRow;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints a log's events, one a line.
 *
 * @param tasks only events that name one of these tasks; of every task if it is empty
 * @param types only events of these types; of every type if it is empty
 */
record LogListing(List<String> tasks, List<String> types) {
    private static final int TASKS_TOLD = 20;

    boolean chooses() {
        return !(tasks.isEmpty() && types.isEmpty());
    }

    void checkTypes() throws UsageException {
        for (String type : types) {
            if (EventTypes.named(type).isEmpty()) {
                throw new UsageException("--type: found '" + type + "', expected one of "
                        + EventTypes.all().stream()
                                .map(EventTypes.EventType::name)
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    void print(AuditedLog log, Screen screen) throws UsageException {
        EventCodec codec = new EventCodec();
        LogFilter filter = filter(log, codec);
        for (StoredRow row : log.rows()) {
            LogEntry entry = codec.read(log.place(), row);
            if (!filter.matches(entry)) {
                continue;
            }
            if (screen.json()) {
                // As it is stored: its hash can be checked.
                PrintStream out = screen.out();
                out.writeBytes(row.json());
                out.println();
            } else {
                screen.line(inWords(entry));
            }
        }
    }

    private static String inWords(LogEntry entry) {
        return String.format(
                "%5d  %s  %-22s %-20s %s",
                entry.sequence(),
                entry.at(),
                entry.type(),
                entry.cause(),
                PlainProgress.text(entry.event()).map(LogListing::onOneLine).orElse(""));
    }

    private static String onOneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("; "));
    }

    private LogFilter filter(AuditedLog log, EventCodec codec) throws UsageException {
        LogFilter ofTypes = LogFilter.ALL.ofTypes(types);
        if (tasks.isEmpty()
                || log.rows().isEmpty()
                || !(codec.read(log.place(), log.rows().getFirst()).event() instanceof RunStarted started)) {
            return ofTypes;
        }
        List<String> known = LogFilter.tasks(started);
        for (String task : tasks) {
            if (!known.contains(task)) {
                throw new UsageException(
                        "--task: found '" + task + "', expected one of " + Listed.first(TASKS_TOLD, known));
            }
        }
        return ofTypes.ofTasks(tasks, started);
    }
}
