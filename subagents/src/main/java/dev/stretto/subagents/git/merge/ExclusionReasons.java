package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.TaskNames;
import dev.stretto.subagents.git.TreeMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of each task that is not in a result why. */
final class ExclusionReasons {
    private final Merging merging;
    private final MergeSequence sequence;
    private final Opponents opponents;
    private final Map<String, TreeMerge.Colliding> collisions;

    /** @param collisions where those that are left out collide with the result */
    ExclusionReasons(
            Merging merging, MergeSequence sequence, Opponents opponents, Map<String, TreeMerge.Colliding> collisions) {
        this.merging = merging;
        this.sequence = sequence;
        this.opponents = opponents;
        this.collisions = collisions;
    }

    /** In plan order. */
    List<Conflict> all() {
        return merging.branches().stream()
                .filter(branch -> !sequence.has(branch.task()))
                .map(this::of)
                .toList();
    }

    private Conflict of(BranchToMerge branch) {
        List<String> missing = sequence.missing(branch);
        TreeMerge.Colliding met = collisions.get(branch.task());
        if (!merging.histories().related(branch.commit())) {
            return new Conflict(
                    branch.task(),
                    List.of(),
                    "its branch " + branch.branch() + " has no history in common with the base");
        } else if (!missing.isEmpty()) {
            String which = missing.size() == 1 ? ", which is" : ", which are";
            return new Conflict(
                    branch.task(), List.of(), "it builds on " + TaskNames.tasks(missing) + which + " left out");
        } else if (met == null) {
            return new Conflict(branch.task(), List.of(), gaveUp(branch.task()));
        }
        return new Conflict(branch.task(), met.shownPaths(), "its changes collide " + places(branch.task(), met));
    }

    private String gaveUp(String task) {
        String said = sequence.refusal(task)
                .orElseThrow(() -> new IllegalStateException("task '" + task + "' is left out for no reason"));
        return "git gives up merging it with the rest (" + said + ")";
    }

    /** Paths at which the same tasks collide in the same way are said together. */
    private String places(String task, TreeMerge.Colliding met) {
        Map<String, List<String>> pathsByHow = new LinkedHashMap<>();
        for (CollidingPath path : met.paths()) {
            List<String> with = opponents.at(path, task);
            String whose = with.isEmpty() ? "with what is merged" : "with those of " + TaskNames.tasks(with);
            pathsByHow
                    .computeIfAbsent(whose + " at %s (" + path.kind().inWords() + ")", key -> new ArrayList<>())
                    .add(path.shownPath());
        }
        List<String> places = new ArrayList<>();
        pathsByHow.forEach((how, paths) -> places.add(how.replace("%s", TaskNames.listed(paths))));
        return String.join("; ", places);
    }
}
