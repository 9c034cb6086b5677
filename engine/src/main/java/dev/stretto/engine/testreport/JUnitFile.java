package dev.stretto.engine.testreport;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the source file of a test in JUnit XML: by attribute, by its own step in the stack trace, or by the name of its class. */
final class JUnitFile {
    private static final Pattern CLASS = Pattern.compile("(?:[\\p{L}_$][\\p{L}\\p{N}_$]*\\.)*\\p{Lu}[\\p{L}\\p{N}_$]*");
    private static final Pattern MODULE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*");
    private static final Pattern SOURCE = Pattern.compile("[^\\s:]+\\.(?:[cm]?[jt]sx?|py|bats|t|rb|php)");

    private final JUnitCase failed;
    private final Trace trace;

    JUnitFile(JUnitCase failed, Trace trace) {
        this.failed = failed;
        this.trace = trace;
    }

    @Nullable
    String find() {
        if (failed.file() != null) {
            return Traces.path(failed.file());
        }
        for (String name :
                List.of(failed.classname(), failed.name(), failed.suite().name())) {
            if (SOURCE.matcher(name).matches()) {
                return withPath(Traces.path(name));
            }
        }
        return switch (trace.language()) {
            case JAVA -> java();
            case PYTHON -> python();
            case RUST -> rust();
            case GO, JAVASCRIPT, PERL, BASH -> TestFiles.outermost(trace.frames());
            case null -> null;
        };
    }

    /** With the path that the stack trace gives a file of this name. */
    private String withPath(String name) {
        return trace.frames().reversed().stream()
                .map(Frame::file)
                .filter(file -> file != null && file.endsWith("/" + name))
                .findFirst()
                .orElse(name);
    }

    private @Nullable String java() {
        String classname = failed.classname();
        String outer = classname.contains("$") ? classname.substring(0, classname.indexOf('$')) : classname;
        for (Frame frame : trace.frames()) {
            boolean own =
                    frame.function().startsWith(outer + ".") || frame.function().startsWith(outer + "$");
            if (own && frame.file() != null && !outer.isEmpty()) {
                return frame.file();
            }
        }
        return CLASS.matcher(outer).matches() ? outer.replace('.', '/') + ".java" : null;
    }

    /** The class name is that of the module, and of the classes in it if there are: {@code tests.test_cart.TestTotals}. */
    private @Nullable String python() {
        String module = failed.classname().isEmpty() ? failed.name() : failed.classname();
        for (Frame frame : trace.frames().reversed()) {
            String dotted = frame.file() == null
                    ? ""
                    : frame.file().replaceFirst("\\.pyx?$", "").replace('/', '.');
            if (!dotted.isEmpty() && (module + ".").startsWith(dotted + ".")) {
                return frame.file();
            }
        }
        if (!MODULE.matcher(module).matches()) {
            return TestFiles.outermost(trace.frames());
        }
        return module.replaceFirst("(?:\\.\\p{Lu}\\w*)+$", "").replace('.', '/') + ".py";
    }

    /** Unit tests stand in the file that they test. Without a backtrace only that is known where it panicked. */
    private @Nullable String rust() {
        List<Frame> frames = trace.frames();
        String test = "::" + failed.name();
        return frames.stream()
                .filter(frame -> frame.function().endsWith(test))
                .map(Frame::file)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> TestFiles.outermost(frames));
    }
}
