package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.overlap.CaseNames;
import dev.stretto.subagents.git.overlap.TaskChanges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merges one branch of a run at a time, and remembers what came of it: many ways of putting them together begin alike. */
final class Merging {
    private record Step(String ours, String task) {}

    private record Written(String ours, String task, String tree) {}

    private final Repository repository;
    private final Git git;
    private final String run;
    private final String base;
    private final List<BranchToMerge> branches;
    private final Histories histories;
    private final TaskChanges changes;
    private final CaseNames names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<Step, TreeMerge> merges = new HashMap<>();
    private final Map<Written, String> commits = new HashMap<>();
    private final Map<Step, String> pathwise = new HashMap<>();
    private final Map<String, Long> dates = new HashMap<>();

    Merging(Repository repository, String run, String base, List<BranchToMerge> branches) throws GitException {
        this.repository = repository;
        this.git = repository.git();
        this.run = run;
        this.base = base;
        this.branches = List.copyOf(branches);
        branches.forEach(branch -> positions.put(branch.task(), positions.size()));
        this.histories = Histories.of(
                git, base, branches.stream().map(BranchToMerge::commit).toList());
        this.changes = TaskChanges.of(git, branches);
        this.names = CaseNames.of(git, base, branches, changes);
    }

    Repository repository() {
        return repository;
    }

    Git git() {
        return git;
    }

    String base() {
        return base;
    }

    /** All of the run's, in plan order. */
    List<BranchToMerge> branches() {
        return branches;
    }

    /** A task's place in the plan, among those that left something behind. */
    int position(String task) {
        Integer position = positions.get(task);
        if (position == null) {
            throw new IllegalArgumentException("there is no work of task '" + task + "'");
        }
        return position;
    }

    boolean knows(String task) {
        return positions.containsKey(task);
    }

    BranchToMerge branch(String task) {
        return branches.get(position(task));
    }

    /** These tasks in plan order. */
    List<String> inPlanOrder(Collection<String> tasks) {
        return tasks.stream().sorted(Comparator.comparingInt(this::position)).toList();
    }

    Histories histories() {
        return histories;
    }

    TaskChanges changes() {
        return changes;
    }

    CaseNames names() {
        return names;
    }

    /**
     * Merges a branch that is not contained in it into a result.
     *
     * @param merged the tasks whose work is in the result
     */
    TreeMerge into(String ours, Collection<String> merged, BranchToMerge branch) throws GitException {
        Step step = new Step(ours, branch.task());
        TreeMerge known = merges.get(step);
        if (known == null) {
            known = histories.related(branch.commit())
                    ? withNames(git, TreeMerge.of(git, ours, branch.commit()), merged, branch.task())
                    : new TreeMerge.Unrelated();
            merges.put(step, known);
        }
        return known;
    }

    /**
     * Merges each of these into the same result, only to see what comes of it.
     *
     * @param quarantined git that writes its objects elsewhere
     * @param some that are related to the result
     */
    List<TreeMerge> eachInto(Git quarantined, String ours, Collection<String> merged, List<BranchToMerge> some)
            throws GitException {
        List<TreeMerge> plain = TreeMerge.all(
                quarantined,
                some.stream()
                        .map(branch -> new TreeMerge.Pair(ours, branch.commit()))
                        .toList());
        List<TreeMerge> found = new ArrayList<>();
        for (int at = 0; at < plain.size(); at++) {
            found.add(withNames(quarantined, plain.get(at), merged, some.get(at).task()));
        }
        return found;
    }

    /** The same with the names that it brings together though many file systems can't tell them apart. */
    TreeMerge withNames(Git reader, TreeMerge merge, Collection<String> merged, String task) throws GitException {
        return switch (merge) {
            case TreeMerge.Clean clean -> {
                List<CollidingPath> alike = names.broughtTogether(reader, clean.tree(), merged, task);
                yield alike.isEmpty() ? clean : new TreeMerge.Colliding(clean.tree(), alike);
            }
            case TreeMerge.Colliding colliding ->
                colliding.and(names.broughtTogether(reader, colliding.tree(), merged, task));
            case TreeMerge.Unrelated unrelated -> unrelated;
            case TreeMerge.GaveUp gaveUp -> gaveUp;
        };
    }

    /** True if a merged tree is none of the kind that git merges and many file systems can't hold. */
    boolean canBeCheckedOut(String tree, Collection<String> merged, String task) throws GitException {
        return names.broughtTogether(git, tree, merged, task).isEmpty();
    }

    /** Writes the commit of a merge. */
    String commit(String ours, BranchToMerge branch, String tree) throws GitException {
        Written written = new Written(ours, branch.task(), tree);
        String known = commits.get(written);
        if (known == null) {
            long date = date(ours, branch);
            known = new Commits(git).writeMerge(tree, List.of(ours, branch.commit()), message(branch), date);
            commits.put(written, known);
            dates.put(known, date);
        }
        return known;
    }

    /** Writes the commits of merges that follow each other and meet nowhere; only the first ones, or none, if that is not possible. */
    List<String> commitPathwise(String ours, List<BranchToMerge> stretch, String ref) throws GitException {
        List<String> all = new ArrayList<>();
        String head = ours;
        for (BranchToMerge branch : stretch) {
            String known = pathwise.get(new Step(head, branch.task()));
            if (known == null) {
                break;
            }
            all.add(known);
            head = known;
        }
        all.addAll(writePathwise(head, stretch.subList(all.size(), stretch.size()), ref));
        return all;
    }

    private List<String> writePathwise(String ours, List<BranchToMerge> stretch, String ref) throws GitException {
        if (stretch.isEmpty()) {
            return List.of();
        }
        PathwiseMerges merges = new PathwiseMerges(git, ref);
        long date = dates.getOrDefault(ours, histories.date(base));
        List<Long> theirs = new ArrayList<>();
        for (BranchToMerge branch : stretch) {
            date = Math.max(date, histories.date(branch.commit()));
            theirs.add(date);
            merges.add(ours, branch, changes.of(branch.task()), message(branch), date);
        }
        List<String> written = merges.write().orElse(List.of());
        String before = ours;
        for (int at = 0; at < written.size(); at++) {
            dates.put(written.get(at), theirs.get(at));
            pathwise.put(new Step(before, stretch.get(at).task()), written.get(at));
            before = written.get(at);
        }
        return written;
    }

    /** Goes on with a result that was merged at another time. */
    void goOnFrom(String result) throws GitException {
        String line = git.line("rev-list", "--no-walk", "--timestamp", result);
        dates.put(result, Long.parseLong(line.substring(0, line.indexOf(' '))));
    }

    private long date(String ours, BranchToMerge branch) {
        return Math.max(dates.getOrDefault(ours, histories.date(base)), histories.date(branch.commit()));
    }

    private String message(BranchToMerge branch) {
        return Commits.message("Merge " + branch.title(), run, branch.task(), branch.attempt());
    }
}
