package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Rust prints when a thread panics, in the form of Rust 1.73 and later and in the one before, with the backtrace where
 * {@code RUST_BACKTRACE} asked for one.
 */
final class RustTrace {
    private static final Pattern PANIC =
            Pattern.compile("\\s*thread '.*?'(?: \\(\\d+\\))? panicked at (.*?)(?:, )?([^\\s,':]+\\.rs):(\\d+):\\d+:?");
    private static final Pattern NO_PANIC =
            Pattern.compile("(test did not panic as expected) at ([^\\s:]+\\.rs):(\\d+):\\d+.*");
    private static final Pattern STEP = Pattern.compile("\\s*\\d+: (?:0x[0-9a-f]+ - )?(.+)");
    private static final Pattern AT = Pattern.compile("\\s+at (.+):(\\d+):\\d+");

    private RustTrace() {}

    static Optional<Trace> find(String text) {
        if (!text.contains("panic")) {
            return Optional.empty();
        }
        List<String> lines = Traces.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            Matcher panic = PANIC.matcher(lines.get(i));
            Matcher noPanic = NO_PANIC.matcher(lines.get(i));
            if (noPanic.matches()) {
                Frame test = new Frame("", Traces.path(noPanic.group(2)), Traces.number(noPanic.group(3)));
                return Optional.of(new Trace(Trace.Language.RUST, null, noPanic.group(1), List.of(test)));
            }
            if (panic.matches()) {
                List<String> after = lines.subList(i + 1, lines.size());
                String before = panic.group(1).strip();
                String message = before.isEmpty() ? messageIn(after) : before.replaceAll("^'|'$", "");
                List<Frame> backtrace = backtrace(after);
                Frame place = new Frame("", Traces.path(panic.group(2)), Traces.number(panic.group(3)));
                List<Frame> frames = backtrace.isEmpty() ? List.of(place) : backtrace;
                return Optional.of(new Trace(Trace.Language.RUST, "panic", message, frames));
            }
        }
        return Optional.empty();
    }

    private static String messageIn(List<String> lines) {
        StringBuilder message = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("note: ")
                    || line.startsWith("stack backtrace:")
                    || PANIC.matcher(line).matches()) {
                break;
            }
            message.append(line).append('\n');
        }
        return message.toString().strip();
    }

    private static List<Frame> backtrace(List<String> lines) {
        List<Frame> frames = new ArrayList<>();
        int start = lines.indexOf("stack backtrace:");
        for (String line : start < 0 ? List.<String>of() : lines.subList(start + 1, lines.size())) {
            Matcher step = STEP.matcher(line);
            Matcher at = AT.matcher(line);
            if (at.matches() && !frames.isEmpty()) {
                String function = frames.removeLast().function();
                frames.add(new Frame(function, Traces.path(at.group(1)), Traces.number(at.group(2))));
            } else if (step.matches()) {
                frames.add(new Frame(step.group(1).strip(), null, null));
            } else {
                break;
            }
        }
        return frames;
    }
}
