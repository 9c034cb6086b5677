package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.overlap.CaseNames;
import dev.stretto.subagents.git.overlap.RandomWork;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What git itself makes of every set of tasks of some random works, merged one after the other in plan order: found out for all
 * works and sets at once, a size at a time.
 */
final class MergeTruth {
    private record Key(RandomWork work, int set) {}

    private record Open(Key key, Key before, BranchToMerge last) {}

    private final Git git;
    private final Map<Key, String> commits = new HashMap<>();
    private final List<RandomWork> works;

    MergeTruth(Git git, List<RandomWork> works) throws GitException {
        this.git = git;
        this.works = works;
        works.forEach(work -> commits.put(new Key(work, 0), work.baseCommit));
        int most = works.stream().mapToInt(work -> work.tasks.size()).max().orElse(0);
        for (int size = 1; size <= most; size++) {
            merge(size);
        }
    }

    private void merge(int size) throws GitException {
        List<Open> open = new ArrayList<>();
        for (RandomWork work : works) {
            for (int set = 1; set < 1 << work.tasks.size(); set++) {
                int last = Integer.numberOfTrailingZeros(Integer.highestOneBit(set));
                Key before = new Key(work, set & ~(1 << last));
                if (Integer.bitCount(set) == size && hasNeeds(work, set) && commits.containsKey(before)) {
                    open.add(new Open(new Key(work, set), before, work.branches.get(last)));
                }
            }
        }
        List<TreeMerge> merges = TreeMerge.all(
                git,
                open.stream()
                        .map(one -> new TreeMerge.Pair(
                                commits.get(one.before()), one.last().commit()))
                        .toList());
        List<Open> clean = new ArrayList<>();
        List<String> trees = new ArrayList<>();
        for (int at = 0; at < open.size(); at++) {
            if (merges.get(at) instanceof TreeMerge.Clean found && !bringsNamesTogether(open.get(at), found.tree())) {
                clean.add(open.get(at));
                trees.add(found.tree());
            }
        }
        write(clean, trees);
    }

    private void write(List<Open> clean, List<String> trees) throws GitException {
        StringBuilder stream = new StringBuilder();
        for (int at = 0; at < clean.size(); at++) {
            Open one = clean.get(at);
            stream.append("reset refs/fuzz/m\ncommit refs/fuzz/m\nmark :").append(at + 1);
            stream.append("\ncommitter U <u@x> 1700001000 +0000\ndata 1\nx\nfrom ")
                    .append(commits.get(one.before()));
            stream.append("\nmerge ").append(one.last().commit());
            stream.append("\nM 040000 ")
                    .append(trees.get(at))
                    .append(" \"\"\n\nget-mark :")
                    .append(at + 1)
                    .append('\n');
        }
        List<String> ids = git.fedBytes((stream + "done\n").getBytes(StandardCharsets.ISO_8859_1))
                .run("fast-import", "--quiet", "--force", "--done")
                .lines();
        for (int at = 0; at < clean.size(); at++) {
            commits.put(clean.get(at).key(), ids.get(at));
        }
    }

    static boolean hasNeeds(RandomWork work, int set) {
        for (int task = 0; task < work.tasks.size(); task++) {
            for (String need : work.tasks.get(task).needs()) {
                int needed = Integer.parseInt(need.substring(1));
                if ((set >> task & 1) == 1 && (set >> needed & 1) == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True if the last task's names and those of the tasks before can't both be on a file system that ignores capitals. */
    private boolean bringsNamesTogether(Open open, String tree) throws GitException {
        RandomWork work = open.key().work();
        List<RandomWork.Task> before = new ArrayList<>();
        for (int task = 0; task < work.tasks.size(); task++) {
            if ((open.before().set() >> task & 1) == 1) {
                before.add(work.tasks.get(task));
            }
        }
        return !namesAlike(git, work, before, work.tasks.get(position(open.last())), tree)
                .isEmpty();
    }

    private static int position(BranchToMerge branch) {
        return Integer.parseInt(branch.task().substring(1));
    }

    /** The names of a task that differ from names of others in capitals only, by what the tasks themselves have done. */
    static Set<String> namesAlike(
            Git git, RandomWork work, List<RandomWork.Task> before, RandomWork.Task last, String tree)
            throws GitException {
        Set<String> ofBase = work.namesOfBase();
        Set<String> folded = new HashSet<>();
        if (ofBase.stream().anyMatch(name -> !folded.add(CaseNames.folded(name)))) {
            return Set.of();
        }
        Set<String> ours = new TreeSet<>();
        before.forEach(task -> ours.addAll(task.given()));
        Set<String> theirs = new TreeSet<>(last.given());
        theirs.addAll(withNeeds(work, last));
        Set<String> alike = new TreeSet<>();
        for (String their : theirs) {
            for (String our : ours) {
                if (!their.equals(our)
                        && CaseNames.folded(their).equals(CaseNames.folded(our))
                        && !ofBase.contains(our)
                        && !ofBase.contains(their)
                        && !ours.contains(their)
                        && !theirs.contains(our)) {
                    alike.add(their);
                    alike.add(our);
                }
            }
        }
        if (!alike.isEmpty()) {
            Set<String> there = new HashSet<>(
                    git.run("ls-tree", "-r", "-t", "-z", "--name-only", tree).rawRecords());
            alike.retainAll(there);
            Set<String> left = alike;
            boolean pair = left.stream()
                    .anyMatch(name -> theirs.contains(name)
                            && left.stream()
                                    .anyMatch(other -> ours.contains(other)
                                            && CaseNames.folded(other).equals(CaseNames.folded(name))));
            return pair ? alike : Set.of();
        }
        return alike;
    }

    private static Set<String> withNeeds(RandomWork work, RandomWork.Task task) {
        Set<String> given = new TreeSet<>(task.given());
        for (String need : task.needs()) {
            given.addAll(withNeeds(work, work.tasks.get(Integer.parseInt(need.substring(1)))));
        }
        return given;
    }

    /** True if git merges a set in plan order without a conflict. */
    boolean goTogether(RandomWork work, int set) {
        return commits.containsKey(new Key(work, set));
    }

    /** The size of the largest set that goes together, and all of whose subsets do. */
    int largest(RandomWork work) {
        int largest = 0;
        for (int set = 0; set < 1 << work.tasks.size(); set++) {
            if (Integer.bitCount(set) > largest && allSubsetsGo(work, set)) {
                largest = Integer.bitCount(set);
            }
        }
        return largest;
    }

    /** The size of the largest set that goes together in plan order, whatever its subsets do. */
    int largestAtAll(RandomWork work) {
        int largest = 0;
        for (int set = 0; set < 1 << work.tasks.size(); set++) {
            if (goTogether(work, set)) {
                largest = Math.max(largest, Integer.bitCount(set));
            }
        }
        return largest;
    }

    private boolean allSubsetsGo(RandomWork work, int set) {
        for (int subset = set; subset > 0; subset = (subset - 1) & set) {
            if (hasNeeds(work, subset) && !goTogether(work, subset)) {
                return false;
            }
        }
        return hasNeeds(work, set);
    }
}
