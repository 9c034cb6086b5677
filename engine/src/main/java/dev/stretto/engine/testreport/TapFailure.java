package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failed test in TAP with those within it, while more about it may follow. */
final class TapFailure {
    private static final Pattern SCRIPT = Pattern.compile("\\S*/\\S+\\.(?:[cm]?[jt]sx?|t|pl|py|rb|sh|bats)");
    /** How Bats calls what fails before the tests of a file. */
    private static final Pattern SETUP = Pattern.compile("setup(?:_file|_suite)? failed");

    private final String report;
    private final @Nullable String script;
    private final String name;
    private final List<TapFailure> within;
    private final String before;
    private final Clip yaml = Clip.ofFailure();
    private final Clip comments = Clip.ofFailure();
    private FailedTest.Kind kind;

    /**
     * @param script the file that the report says the test is in
     * @param within the failures of its subtests
     * @param before what was printed between the result before and this one
     */
    TapFailure(String report, @Nullable String script, String name, List<TapFailure> within, String before) {
        this.report = report;
        this.script = script;
        this.name = name;
        this.within = within;
        this.before = before;
        boolean isSetup = SETUP.matcher(name).matches() || JavaScriptTrace.isHook(name);
        kind = isSetup ? FailedTest.Kind.SETUP : FailedTest.Kind.TEST;
    }

    /** A line of YAML. */
    void detail(String line) {
        yaml.add(line).add("\n");
    }

    void comment(String text) {
        comments.add(text).add("\n");
    }

    void gaveUp(String reason) {
        kind = FailedTest.Kind.SETUP;
        comment(reason);
    }

    void endedEarly(boolean beforeAnyTest, String said) {
        kind = beforeAnyTest ? FailedTest.Kind.BUILD : FailedTest.Kind.TEST;
        comment(said);
    }

    /**
     * Itself, or what failed within it.
     *
     * @param around the names of the tests that it is within
     */
    Stream<FailedTest> read(List<String> around) {
        TapDetails details = TapDetails.read(yaml.toString());
        List<String> names = new ArrayList<>(around);
        names.add(name);
        boolean itself = within.isEmpty() || details.hasFailedOfItself();
        Stream<FailedTest> inner = within.stream()
                .filter(test ->
                        !itself || !TapDetails.read(test.yaml.toString()).isCancelled())
                .flatMap(test -> test.read(names));
        return itself ? Stream.concat(Stream.of(read(details, names)), inner) : inner;
    }

    private FailedTest read(TapDetails details, List<String> names) {
        boolean isScript = details.failsWithoutReason() && SCRIPT.matcher(name).matches();
        String said = isScript ? before + comments : comments.toString();
        Trace trace = details.isEmpty() || isScript ? Traces.find(said) : details.trace();
        String file = isScript ? Traces.path(name) : file(details, trace);
        String suite = file != null ? file : names.size() > 1 ? names.getFirst() : report;
        return new FailedTest(
                isScript ? FailedTest.Kind.BUILD : details.isOfHook() ? FailedTest.Kind.SETUP : kind,
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
