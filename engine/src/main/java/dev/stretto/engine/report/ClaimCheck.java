package dev.stretto.engine.report;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a subagent says it has done, and what its task was to do, against what is found in its worktree. */
final class ClaimCheck {
    private static final int QUOTED = 100;

    private ClaimCheck() {}

    /** What does not agree in the outcome of a task that has a worktree of its own; empty for others. */
    static List<Mismatch> of(Task task, Outcome outcome) {
        WorkResult work = outcome.work();
        List<Mismatch> found = new ArrayList<>();
        if (work == null || !outcome.completed()) {
            return found;
        }
        int changed = work.files().size();
        SummaryStance stance =
                SummaryStance.of(Optional.ofNullable(outcome.summary()).orElse(""));
        said(stance, changed).ifPresent(found::add);
        if (changed == 0 && !task.globs().isEmpty()) {
            String admitted = stance instanceof SummaryStance.Denies ? ", as its summary says" : "";
            found.add(new Mismatch(
                    Mismatch.Kind.NOTHING_WRITTEN,
                    "it was to write " + String.join(", ", task.globs()) + ", and ended well with nothing changed"
                            + admitted));
        }
        return found;
    }

    private static Optional<Mismatch> said(SummaryStance stance, int changed) {
        return switch (stance) {
            case SummaryStance.Claims claims ->
                changed > 0
                        ? Optional.empty()
                        : Optional.of(new Mismatch(
                                Mismatch.Kind.CLAIMS_CHANGES,
                                "claimed \"" + cut(claims.sentence()) + "\", found nothing changed"));
            case SummaryStance.Denies denies ->
                changed == 0
                        ? Optional.empty()
                        : Optional.of(new Mismatch(
                                Mismatch.Kind.DENIES_CHANGES,
                                "claimed \"" + cut(denies.sentence()) + "\", found "
                                        + (changed == 1 ? "1 file" : changed + " files") + " changed"));
            case SummaryStance.Silent silent -> Optional.empty();
        };
    }

    private static String cut(String sentence) {
        return sentence.codePointCount(0, sentence.length()) <= QUOTED
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, QUOTED)) + "…";
    }
}
