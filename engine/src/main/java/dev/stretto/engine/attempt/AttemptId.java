package dev.stretto.engine.attempt;

/**
 * One try at an assignment.
 *
 * @param task the id of the assignment's lead
 * @param attempt counted from 1; it fences off late results of earlier tries
 */
public record AttemptId(String task, int attempt) {
    @Override
    public String toString() {
        return task + "#" + attempt;
    }
}
