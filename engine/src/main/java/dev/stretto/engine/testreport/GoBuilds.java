package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the go command said of building packages and their tests, until it is known which packages that kept from running. */
final class GoBuilds {
    private static final Pattern HEADING = Pattern.compile("# (\\S+)(?: \\[.*])?");
    private static final Pattern FAILED = Pattern.compile("(?s)FAIL\\s+(\\S+) \\[(build|setup) failed](?:\\n.*)?");

    private final Map<String, Clip> output = new LinkedHashMap<>();
    private final Map<String, Boolean> claimed = new LinkedHashMap<>();
    private @Nullable String heading;

    /** @param importPath a package, or one for the tests of another: {@code example.com/shop [example.com/shop.test]} */
    void output(String importPath, String text) {
        output.computeIfAbsent(plainPath(importPath), path -> Clip.ofFailure()).add(text);
    }

    /** Reads a line that is no event; answers the package that it says was not built. */
    @Nullable
    String plain(String line) {
        Matcher headed = HEADING.matcher(line);
        Matcher failed = FAILED.matcher(line);
        if (headed.matches()) {
            heading = headed.group(1);
            output(heading, line + "\n");
        } else if (failed.matches()) {
            return failed.group(1);
        } else if (line.startsWith("FAIL") || line.startsWith("ok ")) {
            heading = null;
        } else if (heading != null) {
            output(heading, line + "\n");
        }
        return null;
    }

    /** The failure to build of a package that failed, if it is one; null if its tests ran. */
    @Nullable
    FailedTest claim(String packageName, @Nullable String failedBuild, String said) {
        Matcher failed = FAILED.matcher(said.strip());
        String built = failedBuild == null ? packageName : plainPath(failedBuild);
        boolean isBuild = failedBuild != null || failed.find();
        if (!isBuild) {
            return null;
        }
        claimed.put(built, true);
        String words = said.contains("[setup failed]") ? "[setup failed]" : "[build failed]";
        Clip compiler = output.get(built);
        String errors = compiler == null ? elsewhere(said) : compiler.toString();
        return failure(packageName, built, words, Traces.clean(errors));
    }

    /** Errors of packages that nothing in the report has named as the reason why a package failed. */
    List<FailedTest> unclaimed() {
        List<FailedTest> left = new ArrayList<>();
        boolean none = claimed.isEmpty();
        output.forEach((path, text) -> {
            if (none) {
                left.add(failure(path, path, "[build failed]", Traces.clean(text.toString())));
            }
        });
        return left;
    }

    /** A package may fail because another one does not compile: then all that the compiler said is shown, or what the runner said. */
    private String elsewhere(String said) {
        StringBuilder all = new StringBuilder();
        output.values().forEach(all::append);
        return all.isEmpty() ? said : all.toString();
    }

    private static FailedTest failure(String packageName, String built, String name, String errors) {
        Trace trace = GoTrace.find(errors).orElseGet(() -> Trace.plain(errors));
        List<Frame> frames = GoFiles.in(packageName, GoFiles.in(built, trace.frames()));
        String file = frames.isEmpty() ? null : frames.getFirst().file();
        return new FailedTest(
                FailedTest.Kind.BUILD,
                file,
                packageName,
                name,
                null,
                trace.message().strip(),
                frames,
                errors.strip());
    }

    /** Without the note that it was built for the tests of another. */
    private static String plainPath(String importPath) {
        int note = importPath.indexOf(" [");
        return note < 0 ? importPath : importPath.substring(0, note);
    }
}
