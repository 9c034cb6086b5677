package dev.stretto.actors.run;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.seal.SealStore;
import java.util.Collection;

/**
 * The stores that runs need beside their logs.
 *
 * @param seals keeps the hashes that the logs of finished runs end in
 * @param table is told which runs need nothing more
 * @param artifacts keeps long texts
 * @param texts keeps short ones
 */
public record RunStores(SealStore seals, RunTable table, ArtifactStore artifacts, Texts texts) {

    /** Where the free texts of events are. */
    @FunctionalInterface
    public interface Texts {
        /**
         * Removes some of a run's, so that nothing of them is left in any file.
         *
         * @throws JournalException if that can't be done now; then it may be tried again
         */
        void erase(String run, Collection<String> digests) throws JournalException;
    }
}
