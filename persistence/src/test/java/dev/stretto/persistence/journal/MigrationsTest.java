package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.samples.SampleRuns;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationsTest {
    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void name() {
        journal = folder.resolve("journal.db");
    }

    @Test
    void a_new_database_has_the_version_of_the_last_step() throws Exception {
        EmbeddedJournal.create(journal);

        try (Connection connection = Sqlite.openReader(journal)) {
            assertThat(Migrations.version(connection)).isEqualTo(2).isEqualTo(Migrations.current());
        }
    }

    @Test
    void a_database_that_has_this_version_stays_as_it_is() throws Exception {
        List<LogEntry> entries = SampleRuns.merged().log();
        Journals.add(journal, "run", entries);

        EmbeddedJournal.create(journal);

        try (EventLog log = SqliteEventLog.open(journal)) {
            assertThat(log.read("run")).isEqualTo(entries);
        }
    }

    @Test
    void an_earlier_and_a_newer_database_are_refused_by_engines_and_by_readers() throws Exception {
        for (int version : new int[] {1, 3, 99}) {
            EmbeddedJournal.create(journal);
            execute("PRAGMA user_version = " + version);

            assertThatThrownBy(() -> EmbeddedJournal.create(journal))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContainingAll(journal.toString(), "version " + version, "uses 2", "--data");
            assertThatThrownBy(() -> SqliteRunTable.open(journal)).isInstanceOf(JournalException.class);
            execute("PRAGMA user_version = 2");
        }
    }

    @Test
    void a_step_that_fails_leaves_nothing() throws Exception {
        try (Connection connection = Sqlite.openWriter(journal);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + Migrations.APPLICATION_ID);
            statement.execute("PRAGMA user_version = 2");
            statement.execute("CREATE TABLE run (id TEXT)");
            statement.execute("PRAGMA user_version = 0");
        }
        assertThatThrownBy(() -> EmbeddedJournal.create(journal)).isInstanceOf(JournalException.class);

        try (Connection connection = Sqlite.openReader(journal)) {
            assertThat(Sqlite.number(connection, "SELECT count(*) FROM sqlite_master"))
                    .isEqualTo(1);
        }
    }

    private void execute(String command) throws Exception {
        try (Connection connection = Sqlite.openWriter(journal);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
