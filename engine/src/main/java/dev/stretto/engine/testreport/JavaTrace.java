package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code Throwable.printStackTrace} prints, from any language on the JVM.
 *
 * <p>The root cause is the last {@code Caused by:}; its frames are completed by those that {@code ... 12 more} stands for.
 */
final class JavaTrace {
    private static final Pattern FRAME = Pattern.compile("\\s*at (?:[\\w.+@-]*/){0,2}([^()]+)\\(([^()]*)\\).*");
    private static final Pattern SOURCE = Pattern.compile("([^:]+\\.(?:java|kt|kts|scala|groovy|clj))(?::(\\d+))?");
    private static final Pattern MORE = Pattern.compile("\\s*\\.\\.\\. (\\d+) (?:more|common frames omitted).*");
    private static final String CAUSE = "Caused by: ";

    private JavaTrace() {}

    static Optional<Trace> find(String text) {
        if (!text.contains("at ")) {
            return Optional.empty();
        }
        String head = "";
        List<Frame> outer = List.of();
        List<Frame> frames = new ArrayList<>();
        StringBuilder header = new StringBuilder();
        boolean inSuppressed = false;
        boolean any = false;
        for (String line : Traces.lines(text)) {
            Frame frame = frame(line);
            if (line.startsWith(CAUSE)) {
                outer = frames;
                frames = new ArrayList<>();
                header = new StringBuilder(line.substring(CAUSE.length()));
                inSuppressed = false;
            } else if (line.strip().startsWith("Suppressed: ")) {
                inSuppressed = true;
            } else if (inSuppressed) {
                continue;
            } else if (frame != null) {
                frames.add(frame);
                any |= frame.file() != null;
            } else if (frames.isEmpty() && !MORE.matcher(line).matches()) {
                header.append(header.isEmpty() ? "" : "\n").append(line);
            } else {
                addCommon(frames, outer, MORE.matcher(line));
            }
            head = header.toString();
        }
        return any ? Optional.of(Trace.headed(Trace.Language.JAVA, head, frames)) : Optional.empty();
    }

    private static void addCommon(List<Frame> frames, List<Frame> outer, Matcher more) {
        if (more.matches()) {
            int common = Math.min(Traces.number(more.group(1)), outer.size());
            frames.addAll(outer.subList(outer.size() - common, outer.size()));
        }
    }

    private static @Nullable Frame frame(String line) {
        Matcher at = FRAME.matcher(line);
        if (!Traces.isStep(line, "at ") || !at.matches()) {
            return null;
        }
        String function = at.group(1).strip();
        Matcher source = SOURCE.matcher(at.group(2));
        boolean known = source.matches();
        if (!known && !at.group(2).matches("Native Method|Unknown Source|<generated>|[^:]*")) {
            return null;
        }
        String file = known ? folder(function) + source.group(1) : null;
        Integer number = known && source.group(2) != null ? Traces.number(source.group(2)) : null;
        return new Frame(function, file, number);
    }

    /** The folder of a function's package. */
    private static String folder(String function) {
        int method = function.lastIndexOf('.');
        int type = method < 0 ? -1 : function.lastIndexOf('.', method - 1);
        return type < 0 ? "" : function.substring(0, type + 1).replace('.', '/');
    }
}
