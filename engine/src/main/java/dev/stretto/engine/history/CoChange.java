package dev.stretto.engine.history;

/**
 * A warning: two tasks would run together, and what the one may change was often changed together with what the other may
 * change.
 *
 * @param task the lead of the one assignment
 * @param file what it may change; whenever this was changed, so was mostly the other
 * @param otherTask the lead of the other assignment
 * @param otherFile what that may change
 * @param together in how many changes both were
 * @param changes in how many the first file was
 * @param morePairs how many further pairs of files say the same of these two
 */
public record CoChange(
        String task, String file, String otherTask, String otherFile, int together, int changes, int morePairs) {

    /** The share of the first file's changes in which the other was too. */
    public double confidence() {
        return (double) together / changes;
    }
}
