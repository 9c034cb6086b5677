package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.Verified;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page says of the verification: its runs that matter, culprits, and what was unsteady. */
record VerificationView(
        List<RunRow> runs,
        List<String> culprits,
        List<String> flaky,
        @Nullable String search) {

    record RunRow(String of, Badge state, String command, String exitCode, String took, String message) {}

    boolean hasCulprits() {
        return !culprits.isEmpty();
    }

    boolean hasFlaky() {
        return !flaky.isEmpty();
    }

    /** Absent if nothing was verified. */
    static @Nullable VerificationView of(Synthesis synthesis) {
        List<RunRow> runs = new ArrayList<>();
        if (synthesis.baseline() != null) {
            runs.add(row("what the tasks started from", synthesis.baseline()));
        }
        Verified result = synthesis.verification();
        if (result != null && result.whole() != null) {
            runs.add(row("everything that was merged", result.whole()));
        }
        if (result != null) {
            runs.add(row("the result", result));
        }
        return runs.isEmpty()
                ? null
                : new VerificationView(
                        runs,
                        subsets(result == null ? null : result.culprits()),
                        subsets(result == null ? null : result.flaky()),
                        result == null || result.search() == null ? null : ReportWords.searched(result.search()) + ".");
    }

    private static List<String> subsets(@Nullable List<List<String>> sets) {
        return sets == null ? List.of() : sets.stream().map(ReportWords::subset).toList();
    }

    private static RunRow row(String of, Verified verified) {
        return new RunRow(
                of,
                Badge.passed(verified.passed()),
                String.join(" ", verified.command()),
                verified.exitCode() == null ? "" : String.valueOf(verified.exitCode()),
                ReportWords.duration(verified.durationMs()),
                verified.message() == null ? "" : verified.message());
    }
}
