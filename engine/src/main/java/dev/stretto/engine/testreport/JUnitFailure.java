package dev.stretto.engine.testreport;

import dev.stretto.engine.testreport.Trace.Language;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes of a failed {@code <testcase>} what it means in the dialect that it is written in. */
final class JUnitFailure {
    /** How JUnit's engines, Gradle and Surefire call what fails before the tests of a class. */
    private static final Set<String> CLASS_LEVEL =
            Set.of("initializationError", "classMethod", "executionError", "TestMain");

    private static final Pattern COLLECTION = Pattern.compile("collection failure");
    private static final Pattern FIXTURE = Pattern.compile("failed on setup with .*", Pattern.DOTALL);
    private static final Pattern NOT_RUN = Pattern.compile("Test suite failed to run");
    private static final Pattern GO_BUILD = Pattern.compile("(?s).*\\[(?:build|setup) failed].*");
    private static final Pattern TYPE = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_.$:]*");

    private final JUnitCase failed;
    private final Trace trace;

    JUnitFailure(JUnitCase failed) {
        this.failed = failed;
        trace = traceOf(failed);
    }

    private static Trace traceOf(JUnitCase failed) {
        String text = failed.text();
        String message = failed.message();
        Trace found = Traces.find(text.isBlank() ? message : text);
        String type = failed.type() != null && TYPE.matcher(failed.type()).matches() ? failed.type() : null;
        boolean isPlain = found.language() == null;
        if (isPlain
                && message.isBlank()
                && failed.type() != null
                && failed.type().contains(" ")) {
            return new Trace(null, null, failed.type(), List.of());
        }
        String exception = found.exception() == null && isClass(type) ? type : found.exception();
        String said = isPlain && !message.isBlank() ? Trace.plain(message).message() : found.message();
        return new Trace(found.language(), exception, said.isBlank() ? message : said, found.frames());
    }

    private static boolean isClass(@Nullable String type) {
        return type != null
                && Character.isUpperCase(type.charAt(Math.max(type.lastIndexOf('.'), type.lastIndexOf(':')) + 1));
    }

    FailedTest read() {
        String text = failed.text();
        boolean inText =
                failed.message().isBlank() || text.contains(failed.message().strip());
        String all = inText ? text : (failed.message() + "\n" + text).strip();
        return new FailedTest(
                kind(),
                new JUnitFile(failed, trace).find(),
                suite(),
                name(),
                trace.exception(),
                trace.message(),
                trace.frames(),
                all);
    }

    private FailedTest.Kind kind() {
        String message = failed.message();
        String name = failed.name();
        boolean isFile = !name.isEmpty()
                && name.equals(failed.classname())
                && name.equals(failed.suite().name());
        if (COLLECTION.matcher(message).matches()
                || (isFile && trace.language() == Language.JAVASCRIPT)
                || NOT_RUN.matcher(failed.classname()).matches()
                || (trace.language() == Language.GO
                        && GO_BUILD.matcher(failed.text()).matches())) {
            return FailedTest.Kind.BUILD;
        }
        boolean setup = failed.name().isEmpty()
                || (failed.name().equals(failed.classname()) && trace.language() == Language.JAVA)
                || CLASS_LEVEL.contains(failed.name())
                || FIXTURE.matcher(message).matches()
                || JavaScriptTrace.isHook(failed.name())
                || JavaScriptTrace.isOfHook(trace);
        return setup ? FailedTest.Kind.SETUP : FailedTest.Kind.TEST;
    }

    /** jest-junit calls the class as it calls the test unless it is told otherwise: then the suite says more. */
    private String suite() {
        String classname = failed.classname();
        boolean saysNothing = classname.isEmpty()
                || classname.equals(failed.name())
                || NOT_RUN.matcher(classname).matches();
        boolean isModule = classname.isEmpty() && !failed.name().isEmpty() && trace.language() == Language.PYTHON;
        return isModule ? failed.name() : saysNothing ? failed.suite().name() : classname;
    }

    private String name() {
        return failed.name().isBlank() ? suite() : failed.name().strip();
    }
}
