package dev.stretto.engine.decision;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question of the decision flow as it was answered for a plan. What is asked next follows from the answer.
 *
 * @param question what was asked
 * @param answer what the answer is
 * @param because why, for this plan
 * @param outcome what it came to; absent if it only led to the next question
 */
public record FlowStep(
        String question,
        Answer answer,
        String because,
        @Nullable String outcome) {

    /** How a question may be answered. */
    public enum Answer {
        YES,
        NO,
        /** Yes for some tasks and no for others, which are told apart. */
        PARTLY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
