package dev.stretto.persistence.codec;

import java.util.Locale;

/**
 * Something that is wrong with a log.
 *
 * @param sequence the number of the event that it is about; 0 if it is about the file around the events
 * @param kind what sort of thing it is
 * @param message what is wrong, in words
 */
public record AuditFinding(long sequence, Kind kind, String message) {

    /** The sorts of things that can be wrong with a log. */
    public enum Kind {
        /** An event is not what it was when the next one was written. */
        CHANGED,
        /** One or more events are missing. */
        REMOVED,
        /** An event stands where it does not belong, but belongs to this log. */
        REORDERED,
        /** An event stands between two that follow each other. */
        INSERTED,
        /** An event that no run can have at this point. */
        ILLEGAL,
        /** An event of a type or version that this version of Stretto does not know. */
        UNKNOWN,
        /** Content that an event refers to is gone, or is not what it was. */
        ARTIFACT,
        /** A free text of an event is gone though nothing says that it was erased, or is not what it was. */
        TEXT,
        /** A commit in the repository is not what the log says of it. */
        COMMIT,
        /** The run's row in the run table does not agree with the log. */
        ROW,
        /** The log has no event with the hash that it was expected to have. */
        END;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return (sequence == 0 ? "the file" : "event " + sequence) + ": " + kind + ": " + message;
    }
}
