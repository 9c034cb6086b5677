package dev.stretto.engine.testreport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The TAP of one script while it is being read: the levels that are open, from the subtest within to the script around. */
final class TapScript {
    /** Comments that say how it all went, not why a test failed. */
    private static final Pattern CLOSING = Pattern.compile("Looks like you.*|Tests were run but no plan .*"
            + "|(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\\d.]+");

    /** A subtest begins: its result tells its name again. */
    private static final String SUBTEST = "Subtest: ";

    private final String report;
    private final @Nullable String file;
    private final Deque<TapLevel> levels = new ArrayDeque<>();
    /** What was printed since the last result, which tells why a script ended before its time. */
    private Clip loose = Clip.ofFailure();

    private final Clip closing = Clip.ofFailure();
    private @Nullable TapFailure detailed;
    private int yaml = -1;
    private int tests;

    TapScript(String report, @Nullable String file) {
        this.report = report;
        this.file = file;
        levels.push(new TapLevel(0));
    }

    boolean inDetails() {
        return yaml >= 0;
    }

    boolean hasBegun() {
        return tests > 0 || levels.getLast().isPlanned();
    }

    void read(String line, long number) throws UnreadableReportException {
        TapLine read = TapLine.Grammar.parse(line);
        if (yaml >= 0) {
            boolean ends = read instanceof TapLine.YamlMark mark && !mark.begins() && mark.indent() <= yaml;
            yaml = ends ? -1 : yaml;
            if (!ends && detailed != null) {
                detailed.detail(line);
            }
            return;
        }
        switch (read) {
            case TapLine.Result result -> result(result, number);
            case TapLine.Plan plan -> plan(plan, number);
            case TapLine.BailOut bailOut -> gaveUp(bailOut.reason());
            case TapLine.YamlMark mark ->
                yaml = mark.begins() && levels.element().hasResult() ? mark.indent() : -1;
            case TapLine.Comment comment -> comment(comment);
            case TapLine.Other other -> loose.add(other.text()).add("\n");
        }
    }

    private void result(TapLine.Result result, long number) throws UnreadableReportException {
        boolean within = levels.element().indent() > result.indent();
        TapLevel subtests = within ? closeTo(result.indent()) : null;
        TapLevel level = within ? levels.element() : open(result.indent(), number);
        List<TapFailure> inner = subtests == null || result.excused() ? List.of() : subtests.failures();
        tests += subtests == null ? 1 : 0;
        level.ran();
        detailed = null;
        if (!inner.isEmpty() || (!result.ok() && !result.excused())) {
            detailed = new TapFailure(report, file, result.name(), inner, loose.toString());
            level.failed(detailed);
        }
        loose = Clip.ofFailure();
    }

    private void plan(TapLine.Plan plan, long number) throws UnreadableReportException {
        TapLevel level = open(plan.indent(), number);
        detailed = level.hasResult() ? null : detailed;
        level.planned(plan.tests());
    }

    void gaveUp(String reason) {
        TapFailure failure = new TapFailure(report, file, "Bail out!", List.of(), loose.toString());
        failure.gaveUp(reason);
        levels.getLast().gaveUp(failure);
    }

    private void comment(TapLine.Comment comment) {
        if (comment.text().startsWith(SUBTEST)) {
            return;
        }
        if (CLOSING.matcher(comment.text()).matches()) {
            closing.add(comment.text()).add("\n");
        } else if (detailed != null) {
            detailed.comment(comment.text());
        } else {
            loose.add(comment.text()).add("\n");
        }
    }

    /** The level of this indentation, opened if it is deeper than where we are. */
    private TapLevel open(int indent, long number) throws UnreadableReportException {
        if (levels.element().indent() < indent) {
            if (levels.size() > ReportLimits.DEPTH) {
                throw new UnreadableReportException(
                        report, number, "subtests nested more than " + ReportLimits.DEPTH + " deep", "fewer");
            }
            levels.push(new TapLevel(indent));
        }
        return levels.element();
    }

    /** Closes the levels that are indented more; answers the outermost of them, with the failures of all. */
    private TapLevel closeTo(int indent) {
        TapLevel closed = levels.pop();
        closed.end(report, file, "");
        while (levels.size() > 1 && levels.element().indent() > indent) {
            TapLevel outer = levels.pop();
            closed.failures().forEach(outer::failed);
            outer.end(report, file, "");
            closed = outer;
        }
        return closed;
    }

    /** Nothing more follows. */
    void end(Failures failures) throws UnreadableReportException {
        if (levels.size() > 1) {
            TapLevel inner = closeTo(levels.getLast().indent());
            inner.failures().forEach(levels.element()::failed);
        }
        TapLevel root = levels.element();
        root.end(report, file, (loose.isEmpty() ? closing : loose).toString());
        for (int i = 0; i < tests; i++) {
            failures.counted();
        }
        for (TapFailure failure : root.failures()) {
            for (FailedTest failed : failure.read(List.of()).toList()) {
                failures.add(failed);
            }
        }
    }
}
