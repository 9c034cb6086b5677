package dev.stretto.engine.planning;

import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.testreport.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together failures for tests. */
final class Failing {
    private final String file;
    private final String name;
    private FailedTest.Kind kind = FailedTest.Kind.TEST;
    private @Nullable String exception = "java.lang.IllegalStateException";
    private String message = "broken";
    private final List<Frame> frames = new ArrayList<>();

    private Failing(String file, String name) {
        this.file = file;
        this.name = name;
    }

    static Failing test(String file, String name) {
        return new Failing(file, name);
    }

    Failing with(@Nullable String exception, String message) {
        this.exception = exception;
        this.message = message;
        return this;
    }

    Failing kind(FailedTest.Kind kind) {
        this.kind = kind;
        return this;
    }

    /** Steps of its stack, the innermost first: {@code path:line} or {@code path:line function}. */
    Failing at(String... steps) {
        for (String step : steps) {
            String[] parts = step.split(" ", 2);
            int colon = parts[0].lastIndexOf(':');
            frames.add(new Frame(
                    parts.length > 1 ? parts[1] : "",
                    parts[0].substring(0, colon),
                    Integer.valueOf(parts[0].substring(colon + 1))));
        }
        return this;
    }

    FailedTest done() {
        return new FailedTest(kind, file, SourcePaths.stem(file), name, exception, message, frames, message);
    }
}
