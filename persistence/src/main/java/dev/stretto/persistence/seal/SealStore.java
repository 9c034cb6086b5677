package dev.stretto.persistence.seal;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The hashes with which the logs of finished runs end, kept apart from the logs. A chain of hashes can't vouch for its last event; a
 * seal does, against whoever changes the log alone. Safe for use by several threads.
 */
public interface SealStore {

    /** Seals a run's log as it ends now; an earlier seal of the same run is replaced. It is on disk when this returns. */
    void seal(String run, String digest) throws IOException;

    /**
     * The digest that a run's log ended in when the run was over; empty if it was not over yet, or its engine was killed at
     * that very moment.
     *
     * @throws CorruptLogException if there is a seal, and it is none of Stretto's
     */
    Optional<String> of(String run) throws IOException;

    /** The runs that have a seal, sorted. It costs what there are seals. */
    List<String> runs() throws IOException;

    /** Forgets a run's seal. */
    void remove(String run) throws IOException;

    /** Where a run's seal is, for messages. */
    LogPlace place(String run);

    /**
     * Refuses a log that does not end where it was sealed.
     *
     * @param digest in which the log ends now
     * @throws CorruptLogException if the run's log was sealed with another end: something was cut off, changed or added
     */
    default void check(String run, String digest) throws IOException {
        Optional<String> sealed = of(run);
        if (sealed.isPresent() && !sealed.get().equals(digest)) {
            throw new CorruptLogException(
                    place(run),
                    "the log was sealed when the run was over, and ended in " + sealed.get() + "; now it ends in "
                            + digest);
        }
    }

    /**
     * Refuses to believe that there never was a log.
     *
     * @param run one that the journal does not know
     * @throws CorruptLogException if the run has a seal: then it has had a log
     */
    default void checkNeverWas(String run) throws IOException {
        if (of(run).isPresent()) {
            throw new CorruptLogException(
                    place(run), "it seals the log of a run of which the journal has no event any more");
        }
    }
}
