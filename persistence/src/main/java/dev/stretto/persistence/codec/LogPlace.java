package dev.stretto.persistence.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a log, as far as it is known where it was read.
 *
 * @param file the journal, or an exported log; absent where only bytes were given
 * @param run the run's id; absent where only bytes were given
 * @param sequence the event's number in its run; absent if it is about the whole, or could not be made out
 */
public record LogPlace(
        @Nullable String file,
        @Nullable String run,
        @Nullable Long sequence) implements Serializable {

    /** Nothing is known of where the bytes came from. */
    public static final LogPlace UNKNOWN = new LogPlace(null, null, null);

    /** The same log, at this event. */
    public LogPlace at(long number) {
        return new LogPlace(file, run, number);
    }

    /** The place in words, such as {@code event 3 of run X in FILE}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add(sequence == null ? "the log" : "event " + sequence);
        if (run != null) {
            words.add("of run " + run);
        }
        if (file != null) {
            words.add("in " + file);
        }
        return String.join(" ", words);
    }
}
