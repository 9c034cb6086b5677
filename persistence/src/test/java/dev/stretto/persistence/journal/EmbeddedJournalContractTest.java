package dev.stretto.persistence.journal;

import com.typesafe.config.Config;
import dev.stretto.persistence.codec.LogEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJournalContractTest extends JournalContract {

    @TempDir
    Path folder;

    @Override
    Config journal() throws Exception {
        Path file = folder.resolve("journal.db");
        EmbeddedJournal.create(file);
        return EmbeddedJournal.config(file);
    }

    @Override
    EventLog log() throws Exception {
        return SqliteEventLog.open(folder.resolve("journal.db"));
    }

    @Override
    RunTable runs() throws Exception {
        return SqliteRunTable.open(folder.resolve("journal.db"));
    }

    @Override
    void refuse(String run, long sequence) throws Exception {
        try (Connection connection = Sqlite.openWriter(folder.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TRIGGER refuse BEFORE INSERT ON event_journal WHEN NEW.persistence_id = '"
                    + LogEntry.ENTITY_TYPE + "|" + run + "' AND NEW.sequence_number = " + sequence
                    + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
        }
    }
}
