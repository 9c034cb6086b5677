package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tests of a Go package while it runs. What a test printed is dropped as soon as it has passed. */
final class GoPackage {
    /** What the runner prints around a test of itself. */
    private static final Pattern FRAMING = Pattern.compile(
            "\\s*(?:=== (?:RUN|PAUSE|CONT|NAME|ATTR)\\b|--- (?:FAIL|PASS|SKIP): |FAIL\\b|exit status ).*");

    private final String name;
    private final Map<String, Clip> running = new LinkedHashMap<>();
    private final Map<String, Clip> failed = new LinkedHashMap<>();
    private final Clip said = Clip.ofFailure();
    private int ended;

    GoPackage(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What was printed outside of tests. */
    String said() {
        return said.toString();
    }

    void output(String text) {
        said.add(text);
    }

    void seen(String test) {
        running.computeIfAbsent(test, key -> Clip.ofFailure());
    }

    void output(String test, String text) {
        Clip after = failed.get(test);
        (after == null ? running.computeIfAbsent(test, key -> Clip.ofFailure()) : after).add(text);
    }

    void passed(String test) {
        running.remove(test);
        ended++;
    }

    void failed(String test) {
        Clip output = running.remove(test);
        failed.put(test, output == null ? Clip.ofFailure() : output);
        ended++;
    }

    /** The package has ended: those of its tests that failed of themselves are failures. */
    void end(boolean isFailure, Failures failures) throws UnreadableReportException {
        for (int i = 0; i < ended + running.size(); i++) {
            failures.counted();
        }
        Map<String, String> texts = texts();
        List<FailedTest> found = new ArrayList<>();
        texts.forEach((test, text) -> {
            if (!hasFailedWithin(test) || saysMore(text)) {
                found.add(failure(FailedTest.Kind.TEST, test, text));
            }
        });
        if (isFailure && found.isEmpty()) {
            found.add(failureOfPackage());
        }
        for (FailedTest failure : found) {
            failures.add(failure);
        }
    }

    /** What each failed test printed. Since Go 1.20 what a subtest panicked with stands in the output of a test around it. */
    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        failed.forEach((test, output) -> texts.put(test, Traces.clean(output.toString())));
        for (String test : List.copyOf(texts.keySet())) {
            String around =
                    hasFailedWithin(test) || saysMore(texts.getOrDefault(test, "")) ? null : panicAround(test, texts);
            if (around != null) {
                texts.put(test, texts.getOrDefault(test, "") + texts.put(around, ""));
            }
        }
        return texts;
    }

    private static @Nullable String panicAround(String test, Map<String, String> texts) {
        for (int slash = test.lastIndexOf('/'); slash > 0; slash = test.lastIndexOf('/', slash - 1)) {
            String around = test.substring(0, slash);
            if (texts.getOrDefault(around, "").contains("panic: ")) {
                return around;
            }
        }
        return null;
    }

    private boolean hasFailedWithin(String test) {
        return failed.keySet().stream().anyMatch(other -> other.startsWith(test + "/"));
    }

    /** Whether more is printed than that it ran and that something in it failed. */
    private static boolean saysMore(String text) {
        return text.lines()
                .anyMatch(line -> !line.isBlank() && !FRAMING.matcher(line).matches());
    }

    /** It failed and none of its tests has: a test that never ended (a panic, a time-out, an exit), or what runs around them. */
    private FailedTest failureOfPackage() {
        StringBuilder text = new StringBuilder();
        String last = null;
        for (Map.Entry<String, Clip> test : running.entrySet()) {
            text.append(test.getValue());
            last = hasRunningWithin(test.getKey()) ? last : test.getKey();
        }
        text.append(said());
        String all = Traces.clean(text.toString());
        return last == null
                ? failure(FailedTest.Kind.SETUP, "TestMain", all)
                : failure(FailedTest.Kind.TEST, last, all);
    }

    private boolean hasRunningWithin(String test) {
        return running.keySet().stream().anyMatch(other -> other.startsWith(test + "/"));
    }

    private FailedTest failure(FailedTest.Kind kind, String test, String text) {
        Trace trace = GoTrace.find(text).orElseGet(() -> new Trace(null, null, withoutFraming(text), List.of()));
        List<Frame> frames = GoFiles.in(name, trace.frames());
        String file = GoFiles.ofTest(name, frames);
        return new FailedTest(kind, file, name, test, trace.exception(), trace.message(), frames, text.strip());
    }

    private static String withoutFraming(String text) {
        StringBuilder rest = new StringBuilder();
        text.lines()
                .filter(line -> !FRAMING.matcher(line).matches())
                .forEach(line -> rest.append(line).append('\n'));
        return rest.toString().strip();
    }
}
