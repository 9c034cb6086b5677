package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One traceback of Python, as Python or as pytest shows it: {@code tests/test_cart.py:12: in test_total}. */
final class PythonTraceback {
    private static final Pattern PLACE = Pattern.compile("(\\S.*?\\.pyx?|<[\\w .]+>):(\\d+)(?:: ?(?:in (.+)|(.*)))?");
    private static final Pattern NATIVE = Pattern.compile("\\s*File \"(.+)\", line (\\d+)(?:, in (.+))?");
    private static final Pattern DEFINITION = Pattern.compile("(?:[> ]\\s*)?(?:async )?def (\\w+)\\(.*");
    private static final Pattern SAID = Pattern.compile("E( .*)?");
    private static final Pattern RAISED = Pattern.compile("([A-Za-z_][\\w.]*)(?:: (.*))?");
    private static final Pattern TYPE =
            Pattern.compile(".*(?:Error|Exception|Warning|Exit|Interrupt|Failed|Failure|Iteration)");

    private final List<Frame> frames = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private String definition = "";
    private String raised = "";
    private boolean nativeStyle;

    /** The innermost first. */
    List<Frame> frames() {
        return new ArrayList<>(frames.reversed());
    }

    void read(String line) {
        Matcher says = SAID.matcher(line);
        boolean isSaid = says.matches();
        String words = isSaid && says.group(1) != null ? says.group(1) : "";
        Matcher place = PLACE.matcher(line);
        Matcher nativePlace = NATIVE.matcher(isSaid ? words : line);
        Matcher defines = DEFINITION.matcher(line);
        if (nativePlace.matches()) {
            nativeStyle = !isSaid;
            add(nativePlace.group(3), nativePlace.group(1), nativePlace.group(2));
        } else if (isSaid) {
            said.append(words.stripTrailing()).append('\n');
        } else if (place.matches()) {
            add(place.group(3), place.group(1), place.group(2));
            raised = place.group(4) == null ? "" : place.group(4).strip();
        } else if (nativeStyle && !line.isBlank() && (!line.startsWith(" ") || !said.isEmpty())) {
            said.append(line.stripTrailing()).append('\n');
        } else if (defines.matches() && definition.isEmpty()) {
            definition = defines.group(1);
        }
    }

    private void add(@Nullable String function, String file, String line) {
        frames.add(new Frame(function == null ? definition : function, Traces.path(file), Traces.number(line)));
        definition = "";
    }

    /** With these frames, which may be more than its own. */
    Trace trace(List<Frame> frames) {
        List<String> lines = Traces.dedented(said.toString()).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher type = RAISED.matcher(lines.get(i));
            if (type.matches() && isRaised(type.group(1))) {
                List<String> rest = new ArrayList<>(lines.subList(i + 1, lines.size()));
                rest.addFirst(type.group(2) == null ? "" : type.group(2));
                return trace(type.group(1), rest, frames);
            }
        }
        boolean asserted = !lines.isEmpty() && lines.getFirst().startsWith("assert ");
        String type = raised.isEmpty() && asserted ? "AssertionError" : raised;
        return trace(type.isEmpty() ? null : type, lines, frames);
    }

    private boolean isRaised(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return raised.isEmpty() ? TYPE.matcher(simple).matches() : raised.equals(simple);
    }

    private static Trace trace(@Nullable String type, List<String> message, List<Frame> frames) {
        return new Trace(Trace.Language.PYTHON, type, String.join("\n", message).strip(), frames);
    }
}
