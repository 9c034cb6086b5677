package dev.stretto.app.testing;

import dev.stretto.engine.report.Report;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.LeftRuns;
import dev.stretto.persistence.journal.RunNames;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.process.AttemptFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A data directory as a test looks at it from outside, with an engine or without one. */
public final class DataFolder {
    private final DataDirectory data;
    private final Path around;

    /** The data directory of commands that are given in this folder, which is a repository or in none. */
    public DataFolder(Path folder) {
        this.data = new DataDirectory(folder.resolve(".stretto"));
        this.around = folder;
    }

    /** The process of the engine that holds the directory; empty if there is none. */
    public Optional<Long> engine() {
        return data.holder().filter(pid -> Processes.isStretto(pid, around));
    }

    /** Ends the engine as a power cut would: it gets no chance to do anything. Answers whether there was one. */
    public boolean killEngine() throws Exception {
        Optional<Long> engine = engine();
        if (engine.isPresent()) {
            Processes.kill(engine.get());
        }
        return engine.isPresent();
    }

    /** The ids of all runs, newest first. */
    public List<String> runs() throws Exception {
        try (EventLog logs = logs()) {
            return logs.runs();
        }
    }

    /** The ids of the runs that are not over. */
    public List<String> openRuns() throws Exception {
        try (EventLog logs = logs();
                RunTable table = Stores.runs(data)) {
            return LeftRuns.of(table, logs).open();
        }
    }

    /** A run's report. */
    public Report report(String run) throws Exception {
        try (EventLog logs = logs();
                RunTable table = Stores.runs(data)) {
            return logs.report(RunNames.resolve(run, table, logs));
        }
    }

    /** A run's log. */
    public List<LogEntry> log(String run) throws Exception {
        try (EventLog logs = logs()) {
            return logs.read(run);
        }
    }

    /** The logs of all runs as they are stored, as far as they are written; empty where nothing is. */
    public Map<String, List<StoredRow>> rows() throws Exception {
        Map<String, List<StoredRow>> rows = new HashMap<>();
        if (Files.exists(data.journal())) {
            try (EventLog logs = logs()) {
                for (String run : logs.runs()) {
                    rows.put(run, logs.rows(run));
                }
            }
        }
        return rows;
    }

    /** What an auditor finds wrong with a run's log and artifacts. */
    public List<String> findings(String run) throws Exception {
        try (EventLog logs = logs();
                RunTable table = Stores.runs(data)) {
            Optional<RunTable.Row> row = table.find(run);
            return Audit.of(run, logs.rows(run)).with(Stores.artifacts(data)).withRow(row).result().findings().stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    /** The folders of workspaces that are still there. */
    public List<Path> workspaces() throws Exception {
        try (Stream<Path> folders = Files.list(data.workspaces())) {
            return folders.toList();
        }
    }

    /** The files of a task's attempt. */
    public AttemptFiles attempt(String run, String task, int number) {
        return new AttemptFiles(data.attempts().resolve(run).resolve(task).resolve(String.valueOf(number)));
    }

    /** The process that an attempt is carried out by. */
    public long process(String run, String task, int number) throws Exception {
        String identity = Files.readString(attempt(run, task, number).process());
        return Long.parseLong(identity.substring(0, identity.indexOf(' ')));
    }

    private EventLog logs() throws Exception {
        return SqliteEventLog.open(data.journal());
    }
}
