package dev.stretto.app.report;

import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.Report.Integrated;
import dev.stretto.engine.report.Report.Resolved;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.synthesis.Dropped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page says of the merged result: what is in it, what is not, and why. */
record IntegrationView(
        @Nullable String lead,
        @Nullable String explanation,
        List<String> notes,
        List<ResolutionRow> resolutions,
        List<LeftRow> left,
        List<DroppedRow> dropped,
        @Nullable String more) {
    private static final int ROWS = 500;

    record ResolutionRow(String task, Badge state, String with, String paths, String text) {}

    record LeftRow(String task, String text) {}

    record DroppedRow(String task, String path, String text) {}

    boolean hasResolutions() {
        return !resolutions.isEmpty();
    }

    boolean hasLeft() {
        return !left.isEmpty();
    }

    boolean hasDropped() {
        return !dropped.isEmpty();
    }

    /** Absent if nothing was merged or resolved. */
    static @Nullable IntegrationView of(Synthesis synthesis) {
        Integrated integration = synthesis.integration();
        List<Resolved> resolutions = synthesis.resolutions() == null ? List.of() : synthesis.resolutions();
        if (integration == null) {
            return null;
        }
        List<Dropped> dropped = integration.dropped() == null ? List.of() : integration.dropped();
        int hidden = Math.max(0, integration.left().size() - ROWS) + Math.max(0, dropped.size() - ROWS);
        return new IntegrationView(
                lead(integration),
                integration.explanation(),
                Stream.of(
                                Optional.ofNullable(integration.movedBranch())
                                        .map(branch -> "Branch " + branch + " was moved forward to it."),
                                Optional.ofNullable(integration.note()))
                        .flatMap(Optional::stream)
                        .toList(),
                resolutions.stream().limit(ROWS).map(IntegrationView::row).toList(),
                IntStream.range(0, Math.min(ROWS, integration.left().size()))
                        .mapToObj(i -> new LeftRow(integration.left().get(i), reason(integration, i)))
                        .toList(),
                dropped.stream()
                        .limit(ROWS)
                        .map(part ->
                                new DroppedRow(part.task(), Printable.line(part.path()), ReportWords.dropped(part)))
                        .toList(),
                hidden > 0 ? "… and " + hidden + " more that were left out or dropped" : null);
    }

    private static @Nullable String lead(Integrated integration) {
        if (integration.merged().isEmpty()) {
            return "Nothing was merged.";
        }
        return "Merged " + ReportWords.names(integration.merged())
                + (integration.branch() == null ? "" : " into branch " + integration.branch()) + ", commit "
                + integration.commit() + ".";
    }

    private static String reason(Integrated integration, int at) {
        return integration.leftBecause() == null
                ? ""
                : integration.leftBecause().get(at);
    }

    private static ResolutionRow row(Resolved resolved) {
        String said = resolved.taken() ? resolved.summary() : resolved.refusal();
        String text = Stream.concat(
                        Optional.ofNullable(said).flatMap(all -> all.lines().findFirst()).stream(),
                        Optional.ofNullable(resolved.notices()).orElse(List.of()).stream())
                .map(Printable::line)
                .collect(Collectors.joining("\n"));
        return new ResolutionRow(
                resolved.task(),
                resolved.taken() ? new Badge("resolved", "good") : new Badge("refused", "bad"),
                resolved.with() == null ? "" : ReportWords.names(resolved.with()),
                resolved.paths() == null ? "" : ReportWords.names(resolved.paths()),
                text);
    }
}
