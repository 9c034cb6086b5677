package dev.stretto.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subagent is asked to do: one text, or the parts of a focused prompt. */
public sealed interface Prompt {

    /** A prompt that its author has written out. */
    record Text(String text) implements Prompt {}

    /**
     * A focused prompt in parts; every part may be absent.
     *
     * @param scope the one file or subsystem that it is about
     * @param goal what has to be true in the end
     * @param context error messages, test names and whatever else the subagent can't know
     * @param constraints what it must not do
     * @param returns what it has to report
     */
    record Parts(
            @Nullable String scope,
            @Nullable String goal,
            @Nullable String context,
            List<String> constraints,
            @Nullable String returns)
            implements Prompt {

        public Parts {
            constraints = List.copyOf(constraints);
        }
    }
}
