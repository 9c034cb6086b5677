package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.LogEntry;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import scala.Option;

/** A row of the plugin's journal table, together with the entry that it was made of: its texts and its run's row go with it. */
final class EntryRow extends JournalPekkoSerializationRow {
    /** Stored beside every entry; Pekko keeps the numbers up to 40 for itself. */
    static final int SERIALIZER = 1_936_553_588;

    /** Stored beside every entry: how the bytes are to be understood. */
    static final String MANIFEST = "stretto-log-entry-1";

    private static final long serialVersionUID = 1L;

    private final transient LogEntry entry;

    EntryRow(PersistentRepr written, LogEntry entry) {
        super(
                Long.MIN_VALUE, // given by the database
                false,
                written.persistenceId(),
                written.sequenceNr(),
                written.writerUuid(),
                written.timestamp(),
                written.manifest(),
                entry.stored(),
                SERIALIZER,
                MANIFEST,
                Option.empty(),
                Option.empty(),
                Option.empty());
        this.entry = entry;
    }

    LogEntry entry() {
        return entry;
    }

    /** The run whose log it belongs to. */
    String run() {
        return RunIdColumn.run(persistenceId());
    }
}
