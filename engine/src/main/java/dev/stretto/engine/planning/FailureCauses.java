package dev.stretto.engine.planning;

import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.testreport.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a failure could have in common with failures of other test files.
 *
 * <p>Of the stack only the innermost step in a file of the repository counts: what lies further out was passed through, by
 * tests that fail for other reasons too, and what lies further in is a library's. A failure that was raised in the test
 * itself shares nothing by its place.
 */
final class FailureCauses {
    private static final Pattern ASSERTION = Pattern.compile(
            "(?i)assert|comparisonfailure|expectation|multiplefailures|wantedbutnot|neverwanted|toomanyactual|argumentsaredifferent");
    private static final Pattern ASSERTING =
            Pattern.compile("(?i)\\s*(?:expect(?:ed)?|assert(?:ion)?|should|got|want)\\b");
    private static final Pattern CHECKS =
            Pattern.compile("(?i)(?:assert|expect|verify|check|should|require|matches|compare|is|has).*");
    private static final Pattern INITIALISER = Pattern.compile("(.+)\\.<clinit>");
    private static final Pattern NOT_INITIALISED = Pattern.compile("Could not initialize class ([\\w.$]+)");
    private static final int SHOWN = 120;

    private final RepositoryFiles files;

    FailureCauses(RepositoryFiles files) {
        this.files = files;
    }

    /** The test's own file as it lies in the repository; absent if it is not found there. */
    Optional<String> testFile(FailedTest failure) {
        return files.find(failure.file(), null);
    }

    /** The innermost step of the stack that lies in the repository. */
    Optional<Located> innermost(FailedTest failure) {
        String test = testFile(failure).orElse(null);
        for (Frame frame : failure.frames()) {
            Optional<String> file = files.find(frame.file(), test);
            if (file.isPresent()) {
                return Optional.of(new Located(frame, file.get(), file.get().equals(test)));
            }
        }
        return Optional.empty();
    }

    /**
     * A step of a stack in a file of the repository.
     *
     * @param inTest whether that is the test's own file
     */
    record Located(Frame frame, String file, boolean inTest) {
        boolean isProduction() {
            return !inTest && !SourcePaths.isTest(file);
        }

        String place() {
            return frame.line() == null ? file : file + ":" + frame.line();
        }
    }

    /** Everything by which it could be related to others. */
    List<Cause> of(FailedTest failure) {
        Optional<Located> innermost = innermost(failure);
        boolean assertion = isAssertion(failure);
        List<Cause> causes = new ArrayList<>();
        innermost.flatMap(step -> byPlace(failure, step, assertion)).ifPresent(causes::add);
        if (!saysAssertion(failure)) {
            MissingSymbol.in(failure).map(this::symbol).ifPresent(causes::add);
            uninitialised(failure).ifPresent(causes::add);
        }
        if (causes.isEmpty() && failure.kind() == FailedTest.Kind.SETUP) {
            setup(failure, innermost.orElse(null)).ifPresent(causes::add);
        }
        if (causes.isEmpty() && innermost.isEmpty() && !assertion) {
            error(failure).ifPresent(causes::add);
        }
        return causes;
    }

    private static Optional<Cause> byPlace(FailedTest failure, Located step, boolean assertion) {
        String place = step.place();
        String name = SourcePaths.stem(step.file());
        if (step.inTest()) {
            return Optional.empty();
        }
        if (step.isProduction()) {
            return step.frame().line() == null
                    ? Optional.empty()
                    : Optional.of(new Cause(
                            Cause.Kind.LINE, "fail at the same line of production code, " + place, step.file(), name));
        }
        String type = simple(failure.exception());
        if (failure.kind() == FailedTest.Kind.SETUP) {
            return Optional.of(new Cause(Cause.Kind.SETUP, "fail in the same set-up, " + place, step.file(), name));
        }
        if (!assertion) {
            String words =
                    "fail with the same " + (type.isEmpty() ? "error" : type) + " in code that tests share, " + place;
            return Optional.of(new Cause(Cause.Kind.HELPER, words, step.file(), name));
        }
        // A method that checks what it is given fails for each test's own reason; one that does other work fails for
        // its own.
        return CHECKS.matcher(method(step.frame().function())).matches()
                ? Optional.empty()
                : Optional.of(new Cause(
                        Cause.Kind.HELPER,
                        "fail with the same message in code that tests share, " + place + ": "
                                + firstLine(failure.message()),
                        step.file(),
                        name));
    }

    private Cause symbol(MissingSymbol symbol) {
        return new Cause(
                Cause.Kind.SYMBOL,
                "miss the same symbol, " + symbol.name(),
                defining(symbol.definedIn()),
                symbol.name());
    }

    private @Nullable String defining(String path) {
        return path.isEmpty()
                ? null
                : List.of(
                                ".java",
                                ".kt",
                                ".py",
                                "/__init__.py",
                                ".js",
                                ".ts",
                                ".tsx",
                                ".jsx",
                                ".mjs",
                                "/index.js",
                                "/index.ts")
                        .stream()
                        .flatMap(end -> files.find(path + end, null).stream())
                        .findFirst()
                        .orElse(null);
    }

    /** The first to touch a class sees why it can't be initialised, the others only that. */
    private Optional<Cause> uninitialised(FailedTest failure) {
        Matcher said = NOT_INITIALISED.matcher(failure.message());
        if (said.find()) {
            return Optional.of(initialiser(said.group(1)));
        }
        return failure.frames().stream()
                .filter(frame -> frame.function().endsWith(".<clinit>"))
                .filter(frame -> files.find(frame.file(), null).isPresent())
                .map(frame -> INITIALISER.matcher(frame.function()))
                .filter(Matcher::matches)
                .map(matcher -> initialiser(matcher.group(1)))
                .findFirst();
    }

    private Cause initialiser(String type) {
        String file = defining(type.replaceFirst("\\$.*", "").replace('.', '/'));
        return new Cause(Cause.Kind.SYMBOL, "need the class " + type + ", which can't be initialised", file, type);
    }

    /** A set-up without a place in shared code is the same if it fails with the same words. */
    private static Optional<Cause> setup(FailedTest failure, @Nullable Located step) {
        String line = firstLine(failure.message());
        boolean own = step != null && step.inTest();
        return own || line.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(
                        Cause.Kind.SETUP, "fail in their set-up with the same message: " + line, null, "set-up"));
    }

    /** Where no step of the stack lies in the repository, though the test's file does, all of it happened before the test. */
    private Optional<Cause> error(FailedTest failure) {
        String line = firstLine(failure.message());
        if (failure.exception() == null
                || line.isEmpty()
                || failure.frames().isEmpty()
                || testFile(failure).isEmpty()) {
            return Optional.empty();
        }
        Frame first = failure.frames().getFirst();
        String at = first.function().isEmpty() ? first.file() + ":" + first.line() : first.function();
        return Optional.of(new Cause(
                Cause.Kind.ERROR,
                "fail before any code of the repository, with the same " + simple(failure.exception()) + " in " + at
                        + ": " + line,
                null,
                simple(failure.exception())));
    }

    /** Where no exception is named, a test was told that it failed: by an assertion, for all that is known. */
    private static boolean isAssertion(FailedTest failure) {
        return failure.exception() == null || saysAssertion(failure);
    }

    private static boolean saysAssertion(FailedTest failure) {
        return (failure.exception() != null
                        && ASSERTION.matcher(failure.exception()).find())
                || ASSERTING.matcher(failure.message()).lookingAt();
    }

    private static String method(String function) {
        return function.substring(Math.max(function.lastIndexOf('.'), function.lastIndexOf(':')) + 1);
    }

    private static String simple(@Nullable String type) {
        return type == null ? "" : type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf(':')) + 1);
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
