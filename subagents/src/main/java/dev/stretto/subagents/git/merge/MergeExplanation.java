package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Choosable;
import dev.stretto.engine.synthesis.LargestWhole;
import dev.stretto.subagents.git.TaskNames;
import dev.stretto.subagents.git.overlap.MergeOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in a few words why just these tasks are in a result. */
final class MergeExplanation {
    private static final int MOST_SENTENCES = 3;
    private static final int MOST_TRIED = 12;
    private static final String UNPROVEN = "There were too many choices to compare them all";

    private final Merging merging;
    private final KnownConflictSets conflictSets;
    private final MergeSequence sequence;
    private final Opponents opponents;

    MergeExplanation(Merging merging, KnownConflictSets conflictSets, MergeSequence sequence, Opponents opponents) {
        this.merging = merging;
        this.conflictSets = conflictSets;
        this.sequence = sequence;
        this.opponents = opponents;
    }

    /**
     * Why just these were chosen.
     *
     * @param left the tasks that collide with the result
     * @param chosen those that are in it without a resolver's help
     * @param resolved those that a resolver has brought together with it
     * @param proven false if another choice may leave out fewer
     */
    Optional<String> ofChoice(List<String> left, List<String> chosen, List<String> resolved, boolean proven) {
        List<String> sentences = new ArrayList<>(leftOut(left));
        if (!left.isEmpty()) {
            String reason = proven ? comparison(left, chosen) : UNPROVEN;
            if (left.size() == 1) {
                sentences.set(0, sentences.getFirst() + ", and " + lowerCase(reason));
            } else {
                sentences.add(reason);
            }
        }
        if (!resolved.isEmpty()) {
            sentences.add(TaskNames.names(resolved) + (resolved.size() == 1 ? " was" : " were")
                    + " brought together with the rest by a resolver");
        }
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", sentences));
    }

    /** False if an explanation says that another choice may leave out fewer. */
    static boolean saysProven(@Nullable String explanation) {
        return explanation == null || !(explanation.contains(UNPROVEN) || explanation.contains(lowerCase(UNPROVEN)));
    }

    /**
     * What the order of the plan has decided.
     *
     * @param losers the tasks of which something is missing
     * @param left the tasks that collide with the result
     */
    Optional<String> ofOrder(List<String> losers, List<String> left) {
        List<String> sentences = new ArrayList<>();
        if (!losers.isEmpty()) {
            sentences.add("Where tasks collide, the one that comes first in the plan wins: " + TaskNames.names(losers)
                    + (losers.size() == 1 ? " has" : " have") + " lost something");
        }
        sentences.addAll(leftOut(left));
        if (!left.isEmpty()) {
            sentences.add("That can't be decided path by path");
        }
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", sentences));
    }

    private List<String> leftOut(List<String> left) {
        if (left.size() > MOST_SENTENCES) {
            return List.of(
                    left.size() + " tasks are left out that collide with what is merged: " + TaskNames.names(left));
        }
        return left.stream().map(this::leftOut).toList();
    }

    private String leftOut(String task) {
        List<String> dependents = dependents(task);
        String too = dependents.isEmpty()
                ? ""
                : ", and so " + (dependents.size() == 1 ? "is " : "are ") + TaskNames.names(dependents) + ", which "
                        + (dependents.size() == 1 ? "builds" : "build") + " on it";
        List<String> with = opponents.of(task);
        String why;
        if (with.isEmpty()) {
            why = "it collides with what is merged";
        } else if (opponents.onlyTogether(task)) {
            why = "it goes together with each of " + TaskNames.names(with) + ", but not with all of them";
        } else {
            why = "it collides with " + TaskNames.names(with);
        }
        return "'" + task + "' is left out" + too + ": " + why;
    }

    /** What is left out since it builds on a task, or on something that does. */
    private List<String> dependents(String task) {
        Set<String> out = new HashSet<>(Set.of(task));
        for (BranchToMerge branch : MergeOrder.of(merging.branches())) {
            if (!sequence.has(branch.task()) && branch.needs().stream().anyMatch(out::contains)) {
                out.add(branch.task());
            }
        }
        out.remove(task);
        return merging.inPlanOrder(out);
    }

    private String comparison(List<String> left, List<String> chosen) {
        boolean asMany = left.stream().limit(MOST_TRIED).anyMatch(task -> couldBeKept(task, chosen));
        if (asMany) {
            return "Other choices leave out as many; this one keeps those that come earlier in the plan";
        }
        return left.size() <= MOST_TRIED
                ? "Leaving out anything else would leave out more"
                : "No other choice leaves out fewer";
    }

    /** True if there is a choice with this task that leaves out no more. */
    private boolean couldBeKept(String task, List<String> chosen) {
        List<Choosable> choosables =
                merging.branches().stream().map(BranchToMerge::choosable).toList();
        int all = choosables.stream().mapToInt(Choosable::weight).sum();
        List<Choosable> insisting = choosables.stream()
                .map(one -> one.task().equals(task) ? new Choosable(task, one.needs(), all + 1) : one)
                .toList();
        LargestWhole.Choice other = LargestWhole.among(insisting, conflictSets.sets());
        return other.kept().contains(task) && weight(other.kept()) >= weight(chosen);
    }

    private int weight(Collection<String> tasks) {
        return tasks.stream().mapToInt(task -> merging.branch(task).weight()).sum();
    }

    private static String lowerCase(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
