package dev.stretto.engine.attempt;

/**
 * How often a step is begun again of which nobody knows how it ended. That is none of the subagent's failures; but one that ends its
 * own engine must not be paid for again and again.
 */
public final class LostAttempts {
    /** After so many in a row the next one counts as failed. */
    private static final int MOST_IN_A_ROW = 9;

    private LostAttempts() {}

    /**
     * True if one more may be begun.
     *
     * @param lostBefore how many in a row had been lost before the one that is lost now
     */
    public static boolean mayBeginAgain(int lostBefore) {
        return lostBefore < MOST_IN_A_ROW;
    }
}
