package dev.stretto.persistence;

import java.util.function.Consumer;

/**
 * Finds all digests that a log mentions, whatever events it has: also those of a newer version. A log that is broken is refused,
 * since a digest in it may have been changed.
 */
final class Mentions {
    private final LogPlace log;
    private final Consumer<String> reader;
    private long sequence;
    private String previous = LogEntry.NO_PREVIOUS;

    private Mentions(LogPlace log, Consumer<String> reader) {
        this.log = log;
        this.reader = reader;
    }

    static void each(LogPlace log, RunLogs logs, String run, Consumer<String> reader) throws JournalException {
        logs.eachRow(run, 0, new Mentions(log, reader)::row);
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
