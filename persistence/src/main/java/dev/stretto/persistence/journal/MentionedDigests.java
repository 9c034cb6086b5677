package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StoredRow;
import java.util.function.Consumer;

/**
 * Finds all digests that a log mentions, whatever events it has: also those of a newer version. A log that is broken is refused,
 * since a digest in it may have been changed.
 */
final class MentionedDigests {
    private final LogPlace log;
    private final Consumer<String> reader;
    private long sequence;
    private String previous = LogEntry.NO_PREVIOUS;

    private MentionedDigests(LogPlace log, Consumer<String> reader) {
        this.log = log;
        this.reader = reader;
    }

    static void each(LogPlace log, EventLog logs, String run, Consumer<String> reader) throws JournalException {
        logs.eachRow(run, new MentionedDigests(log, reader)::row);
    }

    private void row(StoredRow row) {
        sequence++;
        LogPlace place = log.at(sequence);
        StoredEvent stored = StoredEvent.parse(place, row.stored());
        if (row.sequence() != sequence
                || stored.sequence() != sequence
                || !stored.previous().equals(previous)) {
            throw new CorruptLogException(
                    place, "it does not follow the event before; 'stretto audit --verify' says more");
        }
        previous = Digests.of(row.stored());
        Digests.within(row.stored()).forEach(reader);
    }
}
