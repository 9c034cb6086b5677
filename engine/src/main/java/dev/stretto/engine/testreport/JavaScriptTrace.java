package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stack traces of V8 as Node.js, Jest, Vitest ({@code ❯}) and Mocha show them.
 *
 * <p>The root cause is the last that is introduced by {@code Cause:}, {@code [cause]:} or {@code Caused by:}. The code that Jest
 * shows around a line is no part of the message.
 */
final class JavaScriptTrace {
    private static final Pattern CALL =
            Pattern.compile("\\s*(?:at|❯) (?:async )?(.+?) \\((?!eval at )(.+):(\\d+):\\d+\\)[,{ ]*");
    private static final Pattern PLACE =
            Pattern.compile("\\s*(?:at|❯) (?:async )?(?:([^/\\\\\\s]\\S*) )?([^\\s()][^()]*):(\\d+):\\d+[,{ ]*");
    private static final Pattern CAUSE = Pattern.compile("\\s*(?:Cause:|\\[cause]:|Caused by:|\\[errors]:)\\s*(.*)");
    private static final Pattern CODE = Pattern.compile("\\s*(?:>?\\s*\\d+\\s*\\||\\|\\s*\\^).*");
    /** Below it Node.js, when nothing caught an error, says what it is; above it stands the line that threw it. */
    private static final Pattern CARET = Pattern.compile("\\s*\\^+\\s*");

    private static final Pattern TITLE = Pattern.compile("\\s*● .*");

    /** The step of Jest's own runner that runs {@code beforeAll} and {@code beforeEach}: Jest blames each test of the block. */
    private static final Pattern HOOK = Pattern.compile("_?callCircusHook");

    /** How Mocha names what failed before a test. */
    private static final Pattern HOOK_NAME = Pattern.compile(".*\"before (?:all|each)\" hook\\b.*", Pattern.DOTALL);

    private static final Pattern TYPED =
            Pattern.compile("(?:Uncaught )?(?:[A-Z][\\w$]*)?(?:Error|Exception)(?: \\[\\w+])?(?:: .*)?");

    /** Below it Jest, after a page of advice, says what is wrong with a file. */
    private static final String DETAILS = "\nDetails:\n";

    private JavaScriptTrace() {}

    /** Whether it was thrown before the test, as far as the trace tells: that of asynchronous code may not. */
    static boolean isOfHook(Trace trace) {
        return trace.language() == Trace.Language.JAVASCRIPT
                && trace.frames().stream()
                        .anyMatch(frame -> HOOK.matcher(frame.function()).matches());
    }

    static Optional<Trace> find(String text) {
        if (!text.contains("at ") && !text.contains("❯ ")) {
            return Optional.empty();
        }
        StringBuilder header = new StringBuilder();
        List<Frame> frames = new ArrayList<>();
        for (String line : Traces.lines(text)) {
            Matcher cause = CAUSE.matcher(line);
            Frame frame = frame(line);
            if (cause.matches() && !frames.isEmpty()) {
                frames = new ArrayList<>();
                header = new StringBuilder(cause.group(1));
            } else if (frame != null) {
                frames.add(frame);
            } else if (frames.isEmpty() && CARET.matcher(line).matches()) {
                header = new StringBuilder();
            } else if (frames.isEmpty()
                    && !CODE.matcher(line).matches()
                    && !TITLE.matcher(line).matches()) {
                header.append('\n').append(line.stripTrailing());
            }
        }
        String head = Traces.dedented(header.toString());
        int details = head.indexOf(DETAILS);
        String told = details < 0 ? fromType(head) : head.substring(details + DETAILS.length());
        return frames.isEmpty() ? Optional.empty() : Optional.of(Trace.headed(Trace.Language.JAVASCRIPT, told, frames));
    }

    /** Whether this is the name of a hook, not of a test. */
    static boolean isHook(String name) {
        return HOOK_NAME.matcher(name).matches();
    }

    /** Mocha says the message, then how it differs, then the same with its type, as V8 does. */
    private static String fromType(String header) {
        List<String> lines = header.lines().toList();
        if (lines.isEmpty() || TYPED.matcher(lines.getFirst()).matches()) {
            return header;
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            if (TYPED.matcher(lines.get(i)).matches()) {
                return String.join("\n", lines.subList(i, lines.size()));
            }
        }
        return header;
    }

    /** A message without the title above it and the code that Jest shows below it. */
    static String withoutCode(String text) {
        StringBuilder rest = new StringBuilder();
        text.lines()
                .filter(line ->
                        !CODE.matcher(line).matches() && !TITLE.matcher(line).matches())
                .forEach(line -> rest.append(line.stripTrailing()).append('\n'));
        return Traces.dedented(rest.toString());
    }

    private static @Nullable Frame frame(String line) {
        boolean isStep = Traces.isStep(line, "at ") || Traces.isStep(line, "❯ ");
        Matcher call = CALL.matcher(line);
        Matcher at = call.matches() ? call : PLACE.matcher(line);
        if (!isStep || !at.matches()) {
            return null;
        }
        String function = at.group(1) == null ? "" : at.group(1).strip();
        return new Frame(function, Traces.path(at.group(2)), Traces.number(at.group(3)));
    }
}
