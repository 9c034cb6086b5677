package dev.stretto.engine.testreport;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a failure says of its root cause.
 *
 * @param language whose stack trace it is; absent where there is none
 * @param exception the type; absent where the text names none
 * @param message may be empty
 * @param frames the innermost first
 */
record Trace(@Nullable Language language, @Nullable String exception, String message, List<Frame> frames) {
    private static final Pattern TYPE =
            Pattern.compile("(?:Uncaught )?([\\p{L}_$][\\p{L}\\p{N}_$]*(?:(?:\\.|::|/)[\\p{L}_$][\\p{L}\\p{N}_$]*)*)"
                    + "(?: \\[[\\w$]+])?(?:: ?(.*))?");
    private static final Pattern TYPE_ALONE =
            Pattern.compile(".*(?:Error|Exception|Failure|Failed|Throwable|Warning|Interrupt|Exit)(?:\\$.*)?");

    Trace {
        frames = List.copyOf(frames);
    }

    /** A text without a stack trace: a type and a message if it begins so. */
    static Trace plain(String text) {
        return headed(null, text, List.of());
    }

    /** With what the lines above a stack trace say: {@code type: message}, or a message alone. */
    static Trace headed(@Nullable Language language, String header, List<Frame> frames) {
        String head = header.strip();
        int end = head.indexOf('\n');
        String first = end < 0 ? head : head.substring(0, end);
        Matcher typed = TYPE.matcher(first.length() > 1000 ? first.substring(0, 1000) : first);
        if (typed.matches() && isType(typed.group(1), typed.group(2) != null)) {
            String rest = head.substring(typed.group(2) == null ? typed.end() : typed.start(2))
                    .strip();
            return new Trace(language, typed.group(1), rest, frames);
        }
        return new Trace(language, null, head, frames);
    }

    private static boolean isType(String word, boolean messageFollows) {
        return TYPE_ALONE.matcher(word).matches()
                || (messageFollows
                        && word.contains(".")
                        && Character.isUpperCase(word.charAt(word.lastIndexOf('.') + 1)));
    }

    /** The languages whose stack traces are understood. */
    enum Language {
        JAVA,
        PYTHON,
        JAVASCRIPT,
        RUST,
        GO,
        PERL,
        BASH
    }
}
