package dev.stretto.engine.testreport;

import org.jspecify.annotations.Nullable;

/**
 * A {@code <testsuite>} of a Go package, as gotestsum and go-junit-report write it: told by its property {@code go.version}.
 *
 * <p>It says what {@code go test -json} says, and is read in the same way; only what a compiler said is often not in it.
 */
final class GoSuite {
    private static final String OF_PACKAGE = "TestMain";

    private final GoPackage ran;
    private boolean failed;

    GoSuite(String packageName) {
        ran = new GoPackage(packageName);
    }

    void add(JUnitCase test) {
        String text = test.hasFailed() && test.text().isBlank() ? test.message() : test.text();
        boolean ofPackage = test.name().isEmpty()
                || (test.name().equals(OF_PACKAGE) && test.classname().isEmpty());
        if (!test.hasFailed()) {
            ran.passed(test.name());
        } else if (ofPackage) {
            failed = true;
            ran.output(text);
        } else {
            ran.output(test.name(), text + "\n");
            ran.failed(test.name());
        }
    }

    void end(Failures failures) throws UnreadableReportException {
        @Nullable FailedTest broken = failed ? new GoBuilds().claim(ran.name(), null, ran.said()) : null;
        if (broken != null) {
            failures.add(broken);
        }
        ran.end(failed && broken == null, failures);
    }
}
