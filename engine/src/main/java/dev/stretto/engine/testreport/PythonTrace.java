package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the tracebacks of Python and those of pytest, long and short.
 *
 * <p>Of chained exceptions the first that is shown is the root cause: Python shows what was raised last at the end. What is
 * further out than the place where that was caught is known from the ones after it.
 */
final class PythonTrace {
    private static final Pattern CHAINED =
            Pattern.compile("\\s*(?:During handling of the above exception, another exception occurred"
                    + "|The above exception was the direct cause of the following exception):\\s*");

    private PythonTrace() {}

    static Optional<Trace> find(String text) {
        if (!text.contains(".py") && !text.contains("File \"")) {
            return Optional.empty();
        }
        List<PythonTraceback> all = new ArrayList<>(List.of(new PythonTraceback()));
        for (String line : Traces.lines(text)) {
            if (CHAINED.matcher(line).matches() && !all.getLast().frames().isEmpty()) {
                all.add(new PythonTraceback());
            } else {
                all.getLast().read(line);
            }
        }
        PythonTraceback root = all.getFirst();
        List<Frame> frames = root.frames();
        for (PythonTraceback later : all.subList(1, all.size())) {
            frames.addAll(furtherOut(later.frames(), frames.getLast()));
        }
        return frames.isEmpty() ? Optional.empty() : Optional.of(root.trace(frames));
    }

    /** The frames around the one that runs the same function as this one. */
    private static List<Frame> furtherOut(List<Frame> frames, Frame caught) {
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (frame.function().equals(caught.function()) && Objects.equals(frame.file(), caught.file())) {
                return frames.subList(i + 1, frames.size());
            }
        }
        return List.of();
    }
}
