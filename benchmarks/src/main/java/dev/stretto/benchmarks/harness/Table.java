package dev.stretto.benchmarks.harness;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints results as rows of a table: Stretto's first in each group, what it is held against below. */
public final class Table {
    private final PrintStream out;

    public Table(PrintStream out) {
        this.out = out;
    }

    /** Begins a benchmark. */
    public void title(Benchmark benchmark) {
        out.println();
        out.println(benchmark.name() + ": " + benchmark.description());
        out.println(row("", "size", "", "median", "each", "±", "ratio", "growth", "goal"));
    }

    void note(String text) {
        out.println("  " + text);
    }

    /** The results of one contest. */
    void rows(List<Result> results) {
        boolean first = true;
        for (Result result : results) {
            out.println(row(
                    first ? result.series() : "",
                    first ? String.format(Locale.ROOT, "%,d", result.size()) : "",
                    result.contestant(),
                    result.unit().format(result.median()),
                    result.unit().format(result.each()),
                    spread(result),
                    result.ratio() == null ? "" : two(result.ratio()),
                    result.growth() == null ? "" : two(result.growth()),
                    goal(result)));
            first = false;
        }
        out.flush();
    }

    private static String spread(Result result) {
        return result.repetitions() == 1
                ? ""
                : Math.round((result.most() - result.least()) / 2 / result.median() * 100) + " %";
    }

    private static String goal(Result result) {
        if (result.goal() == null) {
            return "";
        }
        return result.goal() + (Boolean.TRUE.equals(result.met()) ? ": met" : ": MISSED");
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "  %-24s %7s  %-32s %9s %9s %6s  %6s %6s  %s", cells)
                .stripTrailing();
    }
}
