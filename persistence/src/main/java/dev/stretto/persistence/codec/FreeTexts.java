package dev.stretto.persistence.codec;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.text.FreeText;
import java.util.List;

/** Which values of components marked {@link FreeText} stay in their event, and what stands for those that have been erased. */
final class FreeTexts {
    /** A line of this length tells what was the matter; what is longer quotes somebody. */
    private static final int SHORT = 200;

    private FreeTexts() {}

    /** True for what holds no text, and for a short line of the engine's own. */
    static boolean staysInEvent(Object value, boolean always) {
        return switch (value) {
            case List<?> list -> list.stream().allMatch(element -> staysInEvent(element, always));
            case String text ->
                !always && text.length() <= SHORT && text.lines().count() <= 1;
            default -> false;
        };
    }

    /** What stands for an erased value of this type. */
    static Object erased(Class<?> type) {
        if (type == String.class) {
            return FreeText.ERASED;
        }
        if (type == List.class) {
            return List.of(FreeText.ERASED);
        }
        if (type == Prompt.class) {
            return new Prompt.Text(FreeText.ERASED);
        }
        throw new IllegalStateException("nothing says what an erased " + type.getSimpleName() + " is");
    }
}
