package dev.stretto.persistence.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The numbered steps that lead to the journal's tables as this version of Stretto has them, each a file in {@code
 * stretto/migrations/sqlite} and a transaction. A database says by its {@code user_version} which was the last. A step is never
 * edited once it is released.
 */
final class Migrations {
    /** What a journal's {@code application_id} has to be: {@code STRT}, so that {@code file} and Stretto know it. */
    static final int APPLICATION_ID = 0x53545254;

    private static final String FOLDER = "stretto/migrations/sqlite/";

    /** The first step starts from nothing: version 1 was that of Stretto before its formats had versions. */
    private static final List<String> STEPS = List.of("0002-events-texts-and-runs.sql");

    private Migrations() {}

    /** The version that a database has; 0 while it is empty. */
    static long version(Connection connection) throws SQLException {
        return Sqlite.number(connection, "PRAGMA user_version");
    }

    /** The version that this version of Stretto uses. */
    static int current() {
        return number(STEPS.getLast());
    }

    /** Refuses a database that is another program's, or that another version of Stretto wrote. */
    static void check(Path file, Connection connection) throws SQLException, JournalException {
        long version = accept(file, connection);
        if (version != 0 && version < current()) {
            throw new JournalException(
                    file,
                    "the journal " + file + " has the schema version " + version + ", and this version of Stretto uses "
                            + current() + "; 'stretto resume' brings it up to that",
                    null);
        }
    }

    /** Brings a database up to this version. */
    static void apply(Path file, Connection connection) throws SQLException, JournalException {
        long version = accept(file, connection);
        for (String step : STEPS) {
            if (number(step) > version) {
                apply(step, connection);
            }
        }
    }

    private static long accept(Path file, Connection connection) throws SQLException, JournalException {
        // In this order: another process may be making it, which it does in one transaction.
        long tables = Sqlite.number(connection, "SELECT count(*) FROM sqlite_master");
        long version = version(connection);
        long application = Sqlite.number(connection, "PRAGMA application_id");
        if (tables == 0 && version == 0 && (application == 0 || application == APPLICATION_ID)) {
            return 0;
        }
        if (application != APPLICATION_ID) {
            throw new JournalException(
                    file,
                    file + " is a database, but no journal of Stretto's; name another data directory with --data",
                    null);
        }
        if (version < number(STEPS.getFirst()) || version > current()) {
            throw new JournalException(
                    file,
                    "the journal " + file + " has the schema version " + version + ", and this version of Stretto uses "
                            + current() + "; use the version of Stretto that wrote it, or name another data directory"
                            + " with --data",
                    null);
        }
        return version;
    }

    private static void apply(String step, Connection connection) throws SQLException {
        Sqlite.transaction(connection, transaction -> {
            try (Statement statement = transaction.createStatement()) {
                for (String command : text(step).split(";", -1)) {
                    if (!command.isBlank()) {
                        statement.executeUpdate(command);
                    }
                }
                statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
                return statement.executeUpdate("PRAGMA user_version = " + number(step));
            }
        });
    }

    private static int number(String step) {
        return Integer.parseInt(step.substring(0, step.indexOf('-')));
    }

    private static String text(String step) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(FOLDER + step)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + step + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
