package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tracebacks of Python and those of pytest, long and short.
 *
 * <p>Of chained exceptions the first that is shown is the root cause: Python shows what was raised last at the end.
 */
final class PythonTrace {
    private static final Pattern PLACE = Pattern.compile("(\\S.*?\\.pyx?|<[\\w ]+>):(\\d+)(?:: ?(?:in (.+)|(.*)))?");
    private static final Pattern NATIVE = Pattern.compile("\\s*File \"(.+)\", line (\\d+)(?:, in (.+))?");
    private static final Pattern DEFINITION = Pattern.compile("[> ]\\s*(?:async )?def (\\w+)\\(.*");
    private static final Pattern SAID = Pattern.compile("E( .*)?");
    private static final Pattern RAISED = Pattern.compile("([A-Za-z_][\\w.]*)(?:: (.*))?");
    private static final List<String> CHAINS = List.of(
            "During handling of the above exception, another exception occurred:",
            "The above exception was the direct cause of the following exception:");

    private final List<Frame> frames = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private String definition = "";
    private String raised = "";
    private boolean nativeStyle;

    private PythonTrace() {}

    static Optional<Trace> find(String text) {
        PythonTrace trace = new PythonTrace();
        for (String line : Traces.lines(text)) {
            if (CHAINS.contains(line.strip()) && !trace.frames.isEmpty()) {
                break;
            }
            trace.read(line);
        }
        return trace.frames.isEmpty() ? Optional.empty() : Optional.of(trace.result());
    }

    private void read(String line) {
        Matcher said = SAID.matcher(line);
        Matcher place = PLACE.matcher(line);
        Matcher nativePlace = NATIVE.matcher(said.matches() && said.group(1) != null ? said.group(1) : line);
        Matcher definition = DEFINITION.matcher(line);
        if (nativePlace.matches()) {
            nativeStyle = !said.matches();
            String function = nativePlace.group(3) == null ? "" : nativePlace.group(3);
            frames.add(new Frame(function, Traces.path(nativePlace.group(1)), Traces.number(nativePlace.group(2))));
        } else if (said.matches()) {
            add(said.group(1) == null ? "" : said.group(1));
        } else if (place.matches()) {
            String function = place.group(3) == null ? this.definition : place.group(3);
            frames.add(new Frame(function, Traces.path(place.group(1)), Traces.number(place.group(2))));
            raised = place.group(4) == null ? "" : place.group(4).strip();
            this.definition = "";
        } else if (nativeStyle && !line.isBlank() && (!line.startsWith(" ") || !this.said.isEmpty())) {
            add(line);
        } else if (definition.matches() && this.definition.isEmpty()) {
            this.definition = definition.group(1);
        }
    }

    private void add(String line) {
        said.append(line.stripTrailing()).append('\n');
    }

    private Trace result() {
        Collections.reverse(frames);
        List<String> lines = said.toString().stripIndent().strip().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher type = RAISED.matcher(lines.get(i));
            if (type.matches() && isRaised(type.group(1))) {
                List<String> rest = new ArrayList<>(lines.subList(i + 1, lines.size()));
                rest.addFirst(type.group(2) == null ? "" : type.group(2));
                return trace(type.group(1), rest);
            }
        }
        boolean asserted = !lines.isEmpty() && lines.getFirst().startsWith("assert ");
        String type = raised.isEmpty() && asserted ? "AssertionError" : raised;
        return trace(type.isEmpty() ? null : type, lines);
    }

    private boolean isRaised(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return raised.isEmpty()
                ? simple.matches(".*(?:Error|Exception|Warning|Exit|Interrupt|Failed|Failure|Iteration|Skipped)")
                : raised.equals(simple);
    }

    private Trace trace(@Nullable String type, List<String> message) {
        return new Trace(Trace.Language.PYTHON, type, String.join("\n", message).strip(), frames);
    }
}
