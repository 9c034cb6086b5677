package dev.stretto.app.terminal;

import dev.stretto.engine.report.Report.Integrated;
import dev.stretto.engine.report.Report.Resolved;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.subagents.git.RefNames;
import java.util.List;

/** The lines of a report that say what came of bringing the work together. */
final class SynthesisText {
    private final ReportLines lines;
    private final String run;

    SynthesisText(ReportLines lines, String run) {
        this.lines = lines;
        this.run = run;
    }

    void add(Synthesis synthesis) {
        synthesis.overlaps().forEach(this::overlap);
        if (synthesis.resolutions() != null) {
            synthesis.resolutions().forEach(this::resolution);
        }
        if (synthesis.integration() != null) {
            integration(synthesis.integration());
        }
        if (synthesis.baseline() != null) {
            lines.indented("baseline " + ReportWords.verified(synthesis.baseline()));
        }
        if (synthesis.verification() != null) {
            verification(synthesis.verification());
        }
        if (synthesis.problem() != null) {
            lines.indented("problem: " + synthesis.problem());
        }
    }

    private void overlap(Overlap overlap) {
        lines.indented("overlap (" + overlap.kind() + "): " + Printable.line(overlap.path()) + " by "
                + ReportLines.listed(overlap.tasks())
                + ReportWords.lines(overlap.lines()).map(where -> ", " + where).orElse("")
                + ReportWords.how(overlap).map(how -> ": " + how).orElse("")
                + (overlap.driver() == null
                        ? ""
                        : " (by the merge driver '" + Printable.line(overlap.driver()) + "')"));
    }

    private void resolution(Resolved resolved) {
        if (resolved.taken()) {
            lines.indented("resolved: " + resolved.task() + " with "
                    + ReportLines.listed(resolved.with() == null ? List.of() : resolved.with()) + " at "
                    + ReportLines.listed(resolved.paths() == null ? List.of() : resolved.paths())
                    + (resolved.summary() == null ? "" : ": " + PlainProgress.firstLine(resolved.summary())));
        } else {
            lines.indented("not resolved: " + resolved.task() + ": " + resolved.refusal());
        }
        if (resolved.notices() != null) {
            resolved.notices().forEach(notice -> lines.indented("notice: " + notice));
        }
    }

    private void verification(Verified verified) {
        if (verified.whole() != null) {
            lines.indented("verification of everything " + ReportWords.verified(verified.whole()));
        }
        lines.indented("verification " + ReportWords.verified(verified));
        if (verified.message() != null) {
            lines.indented(verified.message());
        }
        if (verified.culprits() != null) {
            verified.culprits().forEach(set -> lines.indented("culprit: it fails with " + ReportWords.subset(set)));
        }
        if (verified.flaky() != null) {
            verified.flaky()
                    .forEach(set -> lines.indented(
                            "flaky: it failed and passed on the same files with " + ReportWords.subset(set)));
        }
        if (verified.search() != null) {
            lines.indented(ReportWords.searched(verified.search()));
        }
    }

    private void integration(Integrated integration) {
        if (!integration.merged().isEmpty()) {
            lines.indented("merged " + ReportLines.listed(integration.merged())
                    + (integration.branch() == null ? "" : " into branch " + integration.branch()));
        }
        if (integration.explanation() != null) {
            lines.indented(integration.explanation());
        }
        if (integration.dropped() != null) {
            dropped(integration.dropped());
        }
        for (int i = 0; i < integration.left().size(); i++) {
            String task = integration.left().get(i);
            String reason = integration.leftBecause() == null
                    ? ""
                    : ": " + integration.leftBecause().get(i);
            lines.indented("left on " + new RefNames(run, task).branch() + reason);
        }
        if (integration.movedBranch() != null) {
            lines.indented("your branch " + integration.movedBranch() + " was moved forward to it");
        }
        if (integration.note() != null) {
            lines.indented(integration.note());
        }
    }

    private void dropped(List<Dropped> dropped) {
        dropped.stream()
                .limit(ReportLines.MOST)
                .forEach(part -> lines.indented("dropped of " + part.task() + ": " + Printable.line(part.path()) + ", "
                        + ReportWords.dropped(part)));
        if (dropped.size() > ReportLines.MOST) {
            lines.indented("… and " + (dropped.size() - ReportLines.MOST) + " more dropped parts");
        }
    }
}
