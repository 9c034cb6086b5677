package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A failed test in TAP while more about it may follow: its details and, after it, the tests that it is within. */
final class TapFailure {
    private static final Pattern SCRIPT = Pattern.compile("\\S*/\\S+\\.(?:[cm]?[jt]sx?|t|pl|py|rb|sh|bats)");

    private final String report;
    private final @Nullable String script;
    private final List<String> names = new ArrayList<>();
    private final String before;
    private final Clip yaml = Clip.ofFailure();
    private final Clip comments = Clip.ofFailure();
    private FailedTest.Kind kind = FailedTest.Kind.TEST;

    /**
     * @param script the file that the report says the test is in
     * @param before what was printed between the result before and this one
     */
    TapFailure(String report, @Nullable String script, String name, String before) {
        this.report = report;
        this.script = script;
        this.before = before;
        names.add(name);
    }

    /** A line of YAML. */
    void detail(String line) {
        yaml.add(line).add("\n");
    }

    void comment(String text) {
        comments.add(text).add("\n");
    }

    void within(String name) {
        names.addFirst(name);
    }

    void gaveUp(String reason) {
        kind = FailedTest.Kind.SETUP;
        comment(reason);
    }

    void endedEarly(boolean beforeAnyTest, String said) {
        kind = beforeAnyTest ? FailedTest.Kind.BUILD : FailedTest.Kind.TEST;
        comment(said);
    }

    FailedTest read() {
        TapDetails details = TapDetails.read(yaml.toString());
        String name = names.getLast();
        boolean isScript = details.failsWithoutReason() && SCRIPT.matcher(name).matches();
        String said = isScript ? before + comments : comments.toString();
        Trace trace = details.isEmpty() || isScript ? Traces.find(said) : details.trace();
        String file = isScript ? Traces.path(name) : file(details, trace);
        String suite = file != null ? file : names.size() > 1 ? names.getFirst() : report;
        return new FailedTest(
                isScript ? FailedTest.Kind.BUILD : details.isHook() ? FailedTest.Kind.SETUP : kind,
                file,
                suite,
                String.join(" › ", names),
                trace.exception(),
                trace.message(),
                trace.frames(),
                (Traces.dedented(yaml.toString()) + "\n" + said).strip());
    }

    private @Nullable String file(TapDetails details, Trace trace) {
        if (script != null) {
            return Traces.path(script);
        }
        String place = details.file();
        return place != null ? place : TestFiles.outermost(trace.frames());
    }
}
