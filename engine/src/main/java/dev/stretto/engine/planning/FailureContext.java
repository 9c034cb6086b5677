package dev.stretto.engine.planning;

import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.testreport.Frame;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes down what a subagent can't know of failures: which tests, with what message, and where. Tests that fail with the
 * same message at the same place stand together; what is long is cut with a mark.
 */
final class FailureContext {
    /** How much of one message is shown. */
    private static final int MESSAGE_LINES = 20;

    private static final int MESSAGE_CHARACTERS = 1_500;
    /** How much is shown of all failures of a domain together, and of all domains of a plan: its file has to stay readable. */
    private static final int CHARACTERS = 12_000;

    private static final int CHARACTERS_OF_ALL = 16_000_000;

    private static final int FRAMES = 4;
    private static final int NAMES = 40;

    private FailureContext() {}

    static String of(FailureDomain domain, int domains) {
        int most = Math.min(CHARACTERS, CHARACTERS_OF_ALL / domains);
        Map<String, List<String>> testsOf = new LinkedHashMap<>();
        for (FailedTest failure : domain.failures()) {
            testsOf.computeIfAbsent(details(failure), first -> new ArrayList<>())
                    .add(name(domain, failure));
        }
        StringBuilder context = new StringBuilder();
        domain.merges()
                .forEach(merge ->
                        context.append(ShownText.wholeLine(merge.toString())).append(".\n"));
        context.append(context.isEmpty() ? "" : "\n");
        int shown = 0;
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : testsOf.entrySet()) {
            String part = names(entry.getValue()) + (entry.getKey().isEmpty() ? "" : "\n" + indented(entry.getKey()));
            if (shown > 0 && context.length() + part.length() > most) {
                left.addAll(entry.getValue());
            } else {
                context.append(shown == 0 ? "" : "\n\n").append(part);
                shown++;
            }
        }
        return left.isEmpty()
                ? context.toString()
                : context + "\n\n… and " + ShownText.count(left.size(), "more failure") + ": "
                        + Listed.first(NAMES, left);
    }

    private static String indented(String text) {
        return text.lines().map(line -> line.isEmpty() ? "" : "  " + line).collect(Collectors.joining("\n"));
    }

    private static String names(List<String> names) {
        String lines = names.stream().limit(NAMES).distinct().collect(Collectors.joining("\n"));
        return names.size() > NAMES
                ? lines + "\n… and " + (names.size() - NAMES) + " more with the same error:"
                : lines + ":";
    }

    /** In a domain of one file the test alone; otherwise where it is, too. */
    private static String name(FailureDomain domain, FailedTest failure) {
        String name = ShownText.testName(failure.name());
        boolean isTest = failure.kind() == FailedTest.Kind.TEST;
        String where = failure.file() == null ? failure.suite() : failure.file();
        String named = domain.kind() == FailureDomain.Kind.FILE || name.equals(failure.suite())
                ? name
                : name + " (" + ShownText.line(where) + ")";
        return isTest ? named : named + ", " + failure.kind();
    }

    private static String details(FailedTest failure) {
        String message = ShownText.block(failure.message().isBlank() ? failure.text() : failure.message());
        String said = ShownText.cutBlock(message, MESSAGE_LINES, MESSAGE_CHARACTERS);
        String thrown = failure.exception() == null || said.startsWith(failure.exception())
                ? said
                : failure.exception() + (said.isEmpty() ? "" : ": " + said);
        String places = failure.frames().stream()
                .filter(frame -> frame.file() != null && !SourcePaths.isLibrary(frame.file()))
                .filter(frame -> !isRunner(frame))
                .limit(FRAMES)
                .map(FailureContext::place)
                .collect(Collectors.joining("\n"));
        return places.isEmpty() ? thrown : thrown + "\n" + places;
    }

    /** Steps of the JDK and of runners say nothing about the failure. */
    private static boolean isRunner(Frame frame) {
        return frame.function()
                .matches(
                        "(?:java|jdk|sun|org\\.junit|org\\.opentest4j|org\\.testng|org\\.assertj|org\\.hamcrest|org\\.mockito|org\\.gradle|org\\.apache\\.maven)\\..*");
    }

    private static String place(Frame frame) {
        String at = frame.line() == null ? frame.file() + "" : frame.file() + ":" + frame.line();
        return "at " + ShownText.line(frame.function().isEmpty() ? at : at + " (" + frame.function() + ")");
    }
}
