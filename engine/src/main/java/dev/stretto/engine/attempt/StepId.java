package dev.stretto.engine.attempt;

/**
 * One step of an attempt: what a node launches, watches, stops and collects as a whole.
 *
 * @param run the run's id
 * @param attempt what the step is an attempt at, and the number of the attempt. For a task or a resolution that is the task; for a
 *     trial its key; for the verification of everything {@link #RESULT}
 * @param step what is done in it
 */
public record StepId(String run, AttemptId attempt, StepKind step) {

    /** What the verification of everything that was merged is an attempt at. */
    public static final String RESULT = "result";

    @Override
    public String toString() {
        return switch (step) {
            case TASK -> "attempt " + attempt;
            case RESOLUTION -> "resolution " + attempt;
            case VERIFICATION -> "verification " + attempt;
            case TRIAL -> "trial " + attempt;
        };
    }
}
