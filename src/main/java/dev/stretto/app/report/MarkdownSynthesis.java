package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.Resolved;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of a report in Markdown that say what came of bringing the work together. */
final class MarkdownSynthesis {
    /** How many characters each of them may take. */
    private static final int LONGEST = 8_000;

    private static final int NAMES = 12;

    private MarkdownSynthesis() {}

    /** Integration and verification; empty as far as nothing has come of it. */
    static String of(@Nullable Synthesis synthesis) {
        return synthesis == null ? "" : conflicts(synthesis) + verification(synthesis);
    }

    private static String conflicts(Synthesis synthesis) {
        List<String> lines = new ArrayList<>();
        if (synthesis.resolutions() != null) {
            for (Resolved resolved : synthesis.resolutions()) {
                lines.add(resolution(resolved));
                Optional.ofNullable(resolved.notices()).orElse(List.of()).stream()
                        .map(notice -> "notice: " + Markdown.text(notice))
                        .forEach(lines::add);
            }
        }
        if (synthesis.integration() != null) {
            integration(synthesis.integration(), lines);
        }
        return section("Integration", lines);
    }

    private static String resolution(Resolved resolved) {
        String summary = Optional.ofNullable(resolved.summary())
                .map(said -> ": " + Markdown.text(said.lines().findFirst().orElse("")))
                .orElse("");
        return resolved.taken()
                ? "resolved: " + Markdown.text(resolved.task()) + " with " + joined(resolved.with(), Markdown::text)
                        + " at " + joined(resolved.paths(), Markdown::code) + summary
                : "not resolved: " + Markdown.text(resolved.task()) + ": "
                        + Markdown.text(Optional.ofNullable(resolved.refusal()).orElse(""));
    }

    private static void integration(Report.Integrated integration, List<String> lines) {
        if (!integration.merged().isEmpty()) {
            lines.add("merged " + Markdown.text(ReportWords.names(integration.merged()))
                    + (integration.branch() == null ? "" : " into branch " + Markdown.code(integration.branch())));
        }
        for (int i = 0; i < integration.left().size(); i++) {
            String reason = integration.leftBecause() == null
                    ? ""
                    : ": " + Markdown.text(integration.leftBecause().get(i));
            lines.add("**left out** " + Markdown.code(integration.left().get(i)) + reason);
        }
        for (Dropped part : integration.dropped() == null ? List.<Dropped>of() : integration.dropped()) {
            lines.add("**dropped** of " + Markdown.code(part.task()) + ": " + Markdown.code(part.path()) + ", "
                    + Markdown.text(ReportWords.dropped(part)));
        }
        Optional.ofNullable(integration.explanation()).ifPresent(why -> lines.add(Markdown.text(why)));
        Optional.ofNullable(integration.movedBranch())
                .ifPresent(branch -> lines.add("branch " + Markdown.code(branch) + " was moved forward to it"));
        Optional.ofNullable(integration.note()).ifPresent(note -> lines.add(Markdown.text(note)));
    }

    private static String verification(Synthesis synthesis) {
        List<String> lines = new ArrayList<>();
        if (synthesis.baseline() != null) {
            lines.add("baseline: " + Markdown.text(ReportWords.verified(synthesis.baseline())));
        }
        if (synthesis.verification() != null) {
            verified(synthesis.verification(), lines);
        }
        if (synthesis.problem() != null) {
            lines.add("**problem:** " + Markdown.text(synthesis.problem()));
        }
        return section("Verification", lines);
    }

    private static void verified(Verified verified, List<String> lines) {
        if (verified.whole() != null) {
            lines.add("everything together: " + Markdown.text(ReportWords.verified(verified.whole())));
        }
        lines.add("the result: **" + Markdown.text(ReportWords.verified(verified)) + "**");
        Optional.ofNullable(verified.message()).ifPresent(message -> lines.add(Markdown.text(message)));
        for (List<String> set : verified.culprits() == null ? List.<List<String>>of() : verified.culprits()) {
            lines.add("**culprit:** it fails with " + Markdown.text(ReportWords.subset(set)));
        }
        for (List<String> set : verified.flaky() == null ? List.<List<String>>of() : verified.flaky()) {
            lines.add("flaky: it failed and passed on the same files with " + Markdown.text(ReportWords.subset(set)));
        }
        Optional.ofNullable(verified.search()).ifPresent(search -> lines.add(ReportWords.searched(search)));
    }

    private static String section(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        return "\n### " + heading + "\n\n"
                + Cut.rows(lines.stream().map(line -> "- " + line + "\n").toList(), LONGEST, "lines");
    }

    private static String joined(@Nullable List<String> names, Function<String, String> how) {
        return names == null ? "" : Listed.first(NAMES, names.stream().map(how).toList());
    }
}
