package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tests of one script, or the subtests of one test. */
final class TapLevel {
    private final int indent;
    private final List<TapFailure> failures = new ArrayList<>();
    private int planned = -1;
    private int ran;
    private boolean gaveUp;

    TapLevel(int indent) {
        this.indent = indent;
    }

    int indent() {
        return indent;
    }

    boolean hasResult() {
        return ran > 0;
    }

    boolean isPlanned() {
        return planned >= 0;
    }

    List<TapFailure> failures() {
        return List.copyOf(failures);
    }

    void planned(int tests) {
        planned = tests;
    }

    /** A test has ended. */
    void ran() {
        ran++;
    }

    void failed(TapFailure failure) {
        failures.add(failure);
    }

    void gaveUp(TapFailure failure) {
        gaveUp = true;
        failures.add(failure);
    }

    /** Nothing more follows: was it what had been planned? */
    void end(String report, @Nullable String file, String said) {
        boolean isWhole = planned == ran;
        if (isWhole || gaveUp) {
            return;
        }
        String name = planned < 0 ? "no plan, ran " + tests(ran) : "planned " + tests(planned) + ", ran " + ran;
        TapFailure failure = new TapFailure(report, file, name, List.of(), "");
        failure.endedEarly(ran == 0, said);
        failures.add(failure);
    }

    private static String tests(int number) {
        return number == 1 ? "1 test" : number + " tests";
    }
}
