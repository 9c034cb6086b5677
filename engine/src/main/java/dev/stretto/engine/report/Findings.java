package dev.stretto.engine.report;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.TaskHunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists what a person should know of the tasks' work, as far as the synthesis has found it out. */
final class Findings {
    private Findings() {}

    static List<Finding> of(StartedRun run) {
        List<Finding> findings = new ArrayList<>(outOfScope(run));
        SynthesisState synthesis = run.synthesis();
        boolean judged = synthesis.merge() != null;
        synthesis.overlaps().forEach(overlap -> findings.add(of(overlap, judged)));
        if (synthesis.culprits() != null) {
            synthesis.culprits().sets().forEach(set -> findings.add(brokenSubset(set)));
        }
        return findings;
    }

    private static List<Finding> outOfScope(StartedRun run) {
        List<Finding> findings = new ArrayList<>();
        run.context().assignments().forEach(assignment -> {
            Progress progress = run.progressOf(assignment.lead()).orElseThrow();
            progress.lastOutcome()
                    .map(Outcome::work)
                    .ifPresent(work -> work.outOfScope()
                            .forEach(path -> findings.add(new Finding(
                                    Finding.Kind.OUT_OF_SCOPE,
                                    List.of(assignment.lead()),
                                    path,
                                    assignment.lead() + " changed it, and did not say that it would",
                                    null))));
        });
        return findings;
    }

    /** Before the merge nobody knows whether changes go together. */
    private static Finding of(Overlap overlap, boolean judged) {
        return switch (overlap.kind()) {
            case CLEAN ->
                new Finding(
                        Finding.Kind.OVERLAP,
                        overlap.tasks(),
                        overlap.path(),
                        names(overlap.tasks())
                                + (judged
                                        ? " changed it, and their changes go together"
                                        : " changed it; whether their changes go together was not found out"),
                        known(overlap.lines()));
            case CONFLICT ->
                new Finding(
                        Finding.Kind.CONFLICT,
                        overlap.tasks(),
                        overlap.path(),
                        names(overlap.tasks()) + " changed it, and their changes do not go together: " + how(overlap),
                        known(overlap.lines()));
        };
    }

    private static String how(Overlap overlap) {
        return overlap.how().isEmpty()
                ? "git can't merge them"
                : overlap.how().stream().map(kind -> kind.inWords()).collect(Collectors.joining("; "));
    }

    private static Finding brokenSubset(List<String> set) {
        String reason = set.size() == 1
                ? "the verification fails with the work of " + set.getFirst()
                : "the verification fails with the work of " + names(set)
                        + " together, and each of them is needed for that";
        return new Finding(Finding.Kind.BROKEN_SUBSET, set, null, reason, null);
    }

    private static @Nullable List<TaskHunks> known(List<TaskHunks> lines) {
        return Optional.of(lines).filter(hunks -> !hunks.isEmpty()).orElse(null);
    }

    private static String names(List<String> tasks) {
        int last = tasks.size() - 1;
        return last < 1
                ? String.join("", tasks)
                : String.join(", ", tasks.subList(0, last)) + " and " + tasks.get(last);
    }
}
