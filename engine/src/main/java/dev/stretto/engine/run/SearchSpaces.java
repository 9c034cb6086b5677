package dev.stretto.engine.run;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Choosable;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the search for culprits can choose among: what was merged, and what was left out since it collides with that. */
final class SearchSpaces {
    private SearchSpaces() {}

    static SearchSpace of(StartedRun run, MergeResult merge) {
        Set<String> mergeable = mergeable(run, merge);
        Map<String, Resolution> resolutions = run.synthesis().resolving().resolutions().stream()
                .collect(Collectors.toMap(Resolution::task, Function.identity()));
        List<Choosable> choosables = new ArrayList<>();
        for (BranchToMerge branch : CompletedWork.branches(run)) {
            if (mergeable.contains(branch.task())) {
                Set<String> needs = new LinkedHashSet<>(branch.needs());
                Resolution resolution = resolutions.get(branch.task());
                if (resolution != null) {
                    needs.addAll(resolution.with());
                    needs.addAll(mergedAt(run, merge, resolution));
                }
                choosables.add(new Choosable(branch.task(), List.copyOf(needs), branch.weight()));
            }
        }
        List<Set<String>> conflictSets = merge.conflictSets().stream()
                .map(conflictSet -> Set.copyOf(conflictSet.tasks()))
                .filter(tasks -> !merge.merged().containsAll(tasks))
                .toList();
        return new SearchSpace(choosables, merge.merged(), conflictSets);
    }

    /** Those that are known to collide with others could be merged without these; and so could what builds on them. */
    private static Set<String> mergeable(StartedRun run, MergeResult merge) {
        Set<String> mergeable = new HashSet<>(merge.merged());
        merge.conflictSets().stream()
                .map(ConflictSet::tasks)
                .filter(tasks -> tasks.size() > 1)
                .forEach(mergeable::addAll);
        boolean more = true;
        while (more) {
            more = CompletedWork.branches(run).stream()
                    .filter(branch -> !branch.needs().isEmpty() && mergeable.containsAll(branch.needs()))
                    .map(branch -> mergeable.add(branch.task()))
                    .reduce(false, Boolean::logicalOr);
        }
        return mergeable;
    }

    /**
     * The tasks that were merged before one that was resolved, and changed the paths that were resolved: what the resolver has made
     * of these is right for that content, and for no other.
     */
    private static List<String> mergedAt(StartedRun run, MergeResult merge, Resolution resolution) {
        Set<String> paths =
                resolution.paths().stream().map(path -> path.collision().path()).collect(Collectors.toSet());
        Map<String, List<FileChange>> changes = CompletedWork.changes(run);
        return merge.merged().stream()
                .takeWhile(task -> !task.equals(resolution.task()))
                .filter(task -> changes.getOrDefault(task, List.of()).stream()
                        .flatMap(change -> Stream.concat(Stream.of(change.path()), Stream.ofNullable(change.from())))
                        .anyMatch(paths::contains))
                .toList();
    }
}
