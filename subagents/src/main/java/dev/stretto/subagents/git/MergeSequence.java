package dev.stretto.subagents.git;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The merges of one run, one after the other. Used once. */
final class MergeSequence {
    private final Repository repository;
    private final Refs refs;
    private final String run;
    private final Map<String, BranchToMerge> waiting = new LinkedHashMap<>();
    private final Map<String, Conflict> leftOut = new LinkedHashMap<>();
    private final List<String> merged = new ArrayList<>();
    private final Map<String, String> resultBefore = new HashMap<>();
    private final Map<String, String> resultAfter = new HashMap<>();
    private final Map<String, Set<String>> touched = new HashMap<>();
    private String commit;

    MergeSequence(Repository repository, String run, String base, List<BranchToMerge> branches) {
        this.repository = repository;
        this.refs = repository.refs();
        this.run = run;
        this.commit = base;
        branches.forEach(branch -> waiting.put(branch.task(), branch));
    }

    MergeResult result() throws GitException {
        while (!waiting.isEmpty()) {
            take(waiting.values().iterator().next());
        }
        return new MergeResult(commit, merged, List.copyOf(leftOut.values()));
    }

    private void take(BranchToMerge branch) throws GitException {
        waiting.remove(branch.task());
        for (String need : branch.needs()) {
            BranchToMerge first = waiting.get(need);
            if (first != null) {
                take(first);
            }
        }
        List<String> missing =
                branch.needs().stream().filter(leftOut::containsKey).toList();
        if (missing.isEmpty()) {
            merge(branch);
        } else {
            leaveOut(branch, List.of(), "it builds on " + Words.tasks(missing) + ", left out before it");
        }
    }

    private void merge(BranchToMerge branch) throws GitException {
        if (refs.contains(branch.commit(), commit)) {
            add(branch, commit);
            return;
        }
        switch (TreeMerge.of(repository.git(), commit, branch.commit())) {
            case TreeMerge.Clean clean -> add(branch, mergeCommit(branch, clean.tree()));
            case TreeMerge.Colliding colliding ->
                leaveOut(
                        branch,
                        List.copyOf(colliding.kindsByPath().keySet()),
                        "its changes collide at " + places(colliding.kindsByPath()));
            case TreeMerge.Unrelated unrelated ->
                leaveOut(
                        branch, List.of(), "its branch " + branch.branch() + " has no history in common with the base");
        }
    }

    private String mergeCommit(BranchToMerge branch, String tree) throws GitException {
        String message = Commits.message("Merge " + branch.title(), run, branch.task(), branch.attempt());
        return new Commits(repository.git()).writeMerge(tree, List.of(commit, branch.commit()), message);
    }

    private void add(BranchToMerge branch, String result) {
        merged.add(branch.task());
        resultBefore.put(branch.task(), commit);
        resultAfter.put(branch.task(), result);
        commit = result;
        FaultPoint.BRANCH_MERGED.reached(branch.task());
    }

    private void leaveOut(BranchToMerge branch, List<String> paths, String reason) {
        leftOut.put(branch.task(), new Conflict(branch.task(), paths, reason));
    }

    private String places(Map<String, Set<String>> kindsByPath) throws GitException {
        List<String> places = new ArrayList<>();
        for (Map.Entry<String, Set<String>> place : kindsByPath.entrySet()) {
            List<String> tasks = new ArrayList<>();
            for (String task : merged) {
                if (touched(task).contains(place.getKey())) {
                    tasks.add(task);
                }
            }
            places.add(Words.place(place.getKey(), place.getValue(), tasks));
        }
        return String.join("; ", places);
    }

    /** The paths that a task's merge changed in the result. */
    private Set<String> touched(String task) throws GitException {
        Set<String> known = touched.get(task);
        if (known != null) {
            return known;
        }
        String before = resultBefore.getOrDefault(task, commit);
        String after = resultAfter.getOrDefault(task, commit);
        Set<String> paths = Changes.between(repository.git(), before, after).stream()
                .flatMap(Changes::paths)
                .collect(Collectors.toSet());
        touched.put(task, paths);
        return paths;
    }
}
