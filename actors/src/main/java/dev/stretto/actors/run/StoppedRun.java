package dev.stretto.actors.run;

/**
 * A run that its engine had to let go before its end.
 *
 * @param run its id
 * @param reason why, in words
 */
public record StoppedRun(String run, String reason, Kind kind) {

    /** What is the matter. */
    public enum Kind {
        /** Something can't be stored or read at present. */
        STORAGE,
        /** Its log is not what Stretto wrote. */
        CORRUPT,
        /** Stretto itself failed. */
        INTERNAL
    }
}
