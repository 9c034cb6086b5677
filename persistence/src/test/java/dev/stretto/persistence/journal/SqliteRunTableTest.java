package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.LogEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteRunTableTest extends RunTableContract {
    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void create() throws Exception {
        journal = folder.resolve("journal.db");
        EmbeddedJournal.create(journal);
    }

    @Override
    RunTable open() throws Exception {
        return SqliteRunTable.open(journal);
    }

    @Override
    EventLog log() throws Exception {
        return SqliteEventLog.open(journal);
    }

    @Override
    void write(String run, List<LogEntry> entries) throws Exception {
        Journals.write(journal, run, entries);
    }
}
