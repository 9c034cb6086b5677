package dev.stretto.engine.report;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.synthesis.Deletions;
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
        List<Finding> findings = new ArrayList<>();
        run.context()
                .assignments()
                .forEach(assignment -> run.progressOf(assignment.lead())
                        .flatMap(Progress::lastOutcome)
                        .map(Outcome::work)
                        .ifPresent(work -> findings.addAll(of(assignment.lead(), work))));
        SynthesisState synthesis = run.synthesis();
        boolean judged = synthesis.merge() != null;
        synthesis.overlaps().forEach(overlap -> findings.add(of(overlap, judged)));
        if (synthesis.culprits() != null) {
            synthesis.culprits().sets().forEach(set -> findings.add(brokenSubset(set)));
        }
        return findings;
    }

    private static List<Finding> of(String task, WorkResult work) {
        List<Finding> findings = new ArrayList<>();
        work.outOfScope()
                .forEach(path -> findings.add(
                        finding(Finding.Kind.OUT_OF_SCOPE, task, path, "changed it, and did not say that it would")));
        Deletions.remarkable(work)
                .ifPresent(deletions -> findings.add(finding(Finding.Kind.DELETIONS, task, null, deletions.inWords())));
        work.markers()
                .forEach(path -> findings.add(
                        finding(Finding.Kind.CONFLICT_MARKERS, task, path, "left conflict markers in it")));
        return findings;
    }

    private static Finding finding(Finding.Kind kind, String task, @Nullable String path, String what) {
        return new Finding(kind, List.of(task), path, task + " " + what, null);
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
                                        ? " changed it, and their changes go together" + driver(overlap)
                                        : " changed it; whether their changes go together was not found out"),
                        known(overlap.lines()));
            case CONFLICT ->
                new Finding(
                        Finding.Kind.CONFLICT,
                        overlap.tasks(),
                        overlap.path(),
                        names(overlap.tasks()) + " changed it, and their changes do not go together: " + how(overlap)
                                + driver(overlap),
                        known(overlap.lines()));
        };
    }

    private static String how(Overlap overlap) {
        return overlap.how().isEmpty()
                ? "git can't merge them"
                : overlap.how().stream().map(kind -> kind.inWords()).collect(Collectors.joining("; "));
    }

    private static String driver(Overlap overlap) {
        return overlap.driver() == null ? "" : " (by the merge driver '" + overlap.driver() + "')";
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
