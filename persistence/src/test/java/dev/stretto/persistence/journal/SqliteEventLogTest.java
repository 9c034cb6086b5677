package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.LogEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventLogTest extends EventLogContract {
    @TempDir
    Path folder;

    @BeforeEach
    void create() throws Exception {
        EmbeddedJournal.create(folder.resolve("journal.db"));
    }

    @Override
    EventLog open() throws Exception {
        return SqliteEventLog.open(folder.resolve("journal.db"));
    }

    @Override
    void write(String run, List<LogEntry> entries) throws Exception {
        Journals.write(folder.resolve("journal.db"), run, entries);
    }
}
