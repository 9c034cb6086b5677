package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.remedy.Remedy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what a result holds and what not, and why. */
final class MergeAccount {
    private final Merging merging;
    private final KnownConflictSets conflictSets;
    private final MergeSequence sequence;
    private final Map<String, TreeMerge.Colliding> left;
    private final Opponents opponents;

    /** @param left where those that are left out collide with the result */
    MergeAccount(
            Merging merging,
            KnownConflictSets conflictSets,
            MergeSequence sequence,
            Map<String, TreeMerge.Colliding> left) {
        this.merging = merging;
        this.conflictSets = conflictSets;
        this.sequence = sequence;
        this.left = left;
        this.opponents = new Opponents(merging, conflictSets, sequence.merged());
    }

    Optional<String> ofOrder() {
        List<String> losers = sequence.losses().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return explanation().ofOrder(losers, List.copyOf(left.keySet()));
    }

    /**
     * @param chosen the tasks that were merged without a resolver
     * @param resolved those that were merged with one
     * @param proven false if another choice may leave out fewer
     */
    Optional<String> ofChoice(List<String> chosen, List<String> resolved, boolean proven) {
        return explanation().ofChoice(List.copyOf(left.keySet()), chosen, resolved, proven);
    }

    private MergeExplanation explanation() {
        return new MergeExplanation(merging, conflictSets, sequence, opponents);
    }

    MergeResult result(Optional<String> explanation) throws GitException {
        Set<String> inQuestion = new LinkedHashSet<>(left.keySet());
        inQuestion.addAll(sequence.losses().keySet());
        List<ConflictSet> told = ConflictSets.told(merging, conflictSets, inQuestion, sequence.merged());
        ToldSides.keep(merging, told);
        return new MergeResult(
                sequence.head(),
                sequence.merged(),
                new ExclusionReasons(merging, sequence, opponents, left).all(),
                told,
                dropped(),
                explanation.orElse(null));
    }

    MergeReport report(Optional<String> explanation, OverlapDetails details) throws GitException {
        MergeResult result = result(explanation);
        conflictSets.sets().forEach(set -> details.collide(set, conflictSets.where(set)));
        left.forEach((task, met) -> collide(details, task, met, opponents));
        sequence.losses()
                .keySet()
                .forEach(task -> met(task).ifPresent(met -> collide(details, task, met, before(task))));
        return new MergeReport(result, details.all());
    }

    private static void collide(OverlapDetails details, String task, TreeMerge.Colliding met, Opponents others) {
        for (CollidingPath path : met.paths()) {
            Set<String> tasks = new HashSet<>(others.at(path, task));
            tasks.add(task);
            details.collide(tasks, List.of(path));
        }
    }

    /** What is missing of the tasks that were merged. */
    List<Dropped> dropped() {
        List<Dropped> dropped = new ArrayList<>();
        sequence.losses()
                .forEach((task, losses) -> losses.forEach(loss ->
                        dropped.add(new Dropped(task, loss.path(), loss.kind(), winners(task, loss), loss.lines()))));
        return dropped;
    }

    private List<String> winners(String task, Remedy.Loss loss) {
        return met(task).stream()
                .flatMap(met -> met.paths().stream())
                .filter(path -> path.shownPath().equals(loss.path()))
                .findFirst()
                .map(path -> before(task).at(path, task))
                .orElse(List.of());
    }

    private Optional<TreeMerge.Colliding> met(String task) {
        return Optional.ofNullable(sequence.collided().get(task));
    }

    /** Only what was merged before it can have won. */
    private Opponents before(String task) {
        List<String> merged = sequence.merged();
        return new Opponents(merging, conflictSets, merged.subList(0, merged.indexOf(task)));
    }
}
