package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output of a failed Go test: what {@code t.Error} logged, testify's {@code Error Trace}, a compiler's errors, and the
 * goroutine that panicked.
 */
final class GoTrace {
    private static final Pattern PANIC = Pattern.compile("\\s*panic: (.*?)(?: \\[recovered.*])?");
    private static final Pattern GOROUTINE = Pattern.compile("goroutine \\d+ .*\\[.*]:");
    private static final Pattern CALL =
            Pattern.compile("(?:created by )?(\\S.*?)(?:\\([^()]*\\))?(?: in goroutine \\d+)?");
    private static final Pattern SOURCE = Pattern.compile("\\t(.+\\.(?:go|s)):(\\d+)(?: \\+0x[0-9a-f]+)?");
    private static final Pattern LOGGED = Pattern.compile("\\s*(\\S[^:]*\\.go):(\\d+)(?::\\d+)?: ?(.*)");
    private static final Pattern ERROR_TRACE =
            Pattern.compile("\\s*(?:Error Trace:)?\\s*(/\\S*\\.go|[\\w./-]+\\.go):(\\d+)");
    private static final Pattern FRAMING = Pattern.compile("\\s*(?:=== |--- |FAIL\\b|PASS\\b|ok\\s|exit status |#).*");

    private GoTrace() {}

    static Optional<Trace> find(String text) {
        if (!text.contains(".go:") && !text.contains("panic: ")) {
            return Optional.empty();
        }
        List<String> lines = Traces.lines(text);
        return panic(lines).or(() -> logged(lines));
    }

    private static Optional<Trace> panic(List<String> lines) {
        String message = "";
        List<Frame> frames = new ArrayList<>();
        boolean panicked = false;
        boolean inStack = false;
        String call = "";
        for (String line : lines) {
            Matcher panic = PANIC.matcher(line);
            Matcher source = SOURCE.matcher(line);
            if (panic.matches() && !panicked) {
                panicked = true;
                message = panic.group(1);
            } else if (panicked && frames.isEmpty() && GOROUTINE.matcher(line).matches()) {
                inStack = true;
            } else if (inStack && source.matches()) {
                frames.add(new Frame(call, Traces.path(source.group(1)), Traces.number(source.group(2))));
            } else if (inStack && line.isBlank()) {
                inStack = false;
            } else if (inStack) {
                Matcher called = CALL.matcher(line);
                call = called.matches() ? called.group(1) : line.strip();
            }
        }
        return panicked
                ? Optional.of(new Trace(Trace.Language.GO, "panic", message, sincePanic(frames)))
                : Optional.empty();
    }

    /** A panic that was recovered and thrown again shows the runtime's and the runner's own steps first: the last is the origin. */
    private static List<Frame> sincePanic(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).function().equals("panic")) {
                return frames.subList(i + 1, frames.size());
            }
        }
        return frames;
    }

    private static Optional<Trace> logged(List<String> lines) {
        List<Frame> frames = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        boolean inMessage = false;
        for (String line : lines) {
            Matcher logged = LOGGED.matcher(line);
            Matcher traced = ERROR_TRACE.matcher(line);
            if (FRAMING.matcher(line).matches()) {
                inMessage = false;
            } else if (traced.matches()) {
                frames.add(new Frame("", Traces.path(traced.group(1)), Traces.number(traced.group(2))));
            } else if (logged.matches()) {
                inMessage = message.isEmpty() || inMessage;
                frames.add(new Frame("", Traces.path(logged.group(1)), Traces.number(logged.group(2))));
                append(message, logged.group(3));
            } else if (inMessage) {
                append(message, line);
            }
        }
        return frames.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Trace(Trace.Language.GO, null, message.toString().strip(), frames));
    }

    private static void append(StringBuilder message, String line) {
        if (!line.isBlank()) {
            message.append(line.strip()).append('\n');
        }
    }
}
