package dev.stretto.subagents.git.merge;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.overlap.Neighbours;
import dev.stretto.subagents.git.remedy.KnownResolution;
import dev.stretto.subagents.git.remedy.OursWin;
import dev.stretto.subagents.git.remedy.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings the branches of a run together by the plan's rules, and accounts for it. Used once. */
final class RunMerge {
    private final Merging merging;
    private final MergeRules rules;
    private final String ref;
    private final int mostPairs;
    private final KnownConflictSets conflictSets;

    /**
     * @param ref a reference of Stretto's for results on the way
     * @param mostPairs how many pairs of tasks are tested at most
     */
    RunMerge(Merging merging, MergeRules rules, String ref, int mostPairs) {
        this(merging, rules, ref, mostPairs, new KnownConflictSets());
    }

    private RunMerge(Merging merging, MergeRules rules, String ref, int mostPairs, KnownConflictSets conflictSets) {
        this.conflictSets = conflictSets;
        this.merging = merging;
        this.rules = rules;
        this.ref = ref;
        this.mostPairs = mostPairs;
    }

    /**
     * Goes on from a result with what one more resolver has made, and comes to the very commit that merging everything again would.
     *
     * @param rules of whose resolutions the last is new; the others are part of the result
     */
    static MergeResult goingOn(MergeResult soFar, Merging merging, MergeRules rules, String ref) throws GitException {
        return new RunMerge(merging, rules, ref, 0, KnownConflictSets.of(soFar)).goingOn(soFar);
    }

    private MergeResult goingOn(MergeResult soFar) throws GitException {
        List<String> mended = resolved(soFar.merged());
        MergeSequence sequence = MergeSequence.from(soFar, mended, merging, ref);
        BranchToMerge branch = merging.branch(rules.resolutions().getLast().task());
        sequence.take(branch, new KnownResolution(merging.git(), rules.resolutions()));
        Map<String, TreeMerge.Colliding> left = new Completion(merging, Remedy.NONE).of(sequence);
        List<String> chosen =
                soFar.merged().stream().filter(task -> !mended.contains(task)).toList();
        MergeAccount account = new MergeAccount(merging, conflictSets, sequence, left);
        boolean proven = MergeExplanation.saysProven(soFar.explanation());
        return account.result(account.ofChoice(chosen, resolved(sequence.merged()), proven));
    }

    private List<String> resolved(List<String> merged) {
        return rules.resolutions().stream()
                .map(Resolution::task)
                .distinct()
                .filter(merged::contains)
                .toList();
    }

    MergeReport report(List<Overlap> overlaps) throws GitException {
        boolean byOrder = rules.onConflict() == OnConflict.ORDER;
        Remedy remedy = byOrder ? new OursWin(merging.git()) : Remedy.NONE;
        OverlapDetails details = new OverlapDetails(merging, overlaps);
        MergeSequence plain = new MergeSequence(merging, merging.branches(), ref);
        plain.takeAll(merging.branches(), remedy);
        boolean whole = plain.merged().size() == merging.branches().size();
        if (plain.met().isEmpty() && whole) {
            return new MergeReport(MergeResult.whole(plain.head(), plain.merged()), details.all());
        }
        return byOrder ? byOrder(plain, remedy, details) : byChoice(plain, details);
    }

    private MergeReport byOrder(MergeSequence sequence, Remedy remedy, OverlapDetails details) throws GitException {
        Map<String, TreeMerge.Colliding> left = new Completion(merging, remedy).of(sequence);
        List<BranchToMerge> inQuestion =
                sequence.met().stream().map(merging::branch).toList();
        new PairTests(merging, neighbours(), conflictSets, mostPairs).test(inQuestion, merging.branches());
        MergeAccount account = new MergeAccount(merging, conflictSets, sequence, left);
        return account.report(account.ofOrder(), details);
    }

    private MergeReport byChoice(MergeSequence plain, OverlapDetails details) throws GitException {
        MergeSequence sequence = plain;
        boolean proven = true;
        if (!plain.met().isEmpty()) {
            Neighbours neighbours = neighbours();
            boolean allTested = testPairs(plain, neighbours);
            MergeChoice choice = new MergeChoice(merging, neighbours, conflictSets, ref, plain);
            sequence = choice.made();
            proven = choice.proven() && allTested;
        }
        Map<String, TreeMerge.Colliding> left = new Completion(merging, Remedy.NONE).of(sequence);
        List<String> chosen = sequence.merged();
        List<String> resolved = resolve(sequence);
        if (!resolved.isEmpty()) {
            left = new Completion(merging, Remedy.NONE).of(sequence);
        }
        MergeAccount account = new MergeAccount(merging, conflictSets, sequence, left);
        return account.report(account.ofChoice(chosen, resolved, proven), details);
    }

    private Neighbours neighbours() throws GitException {
        return Neighbours.of(merging.git(), merging.branches(), merging.changes(), merging.names());
    }

    /** What could be merged in plan order goes together; everything else has to be tried, with that and with each other. */
    private boolean testPairs(MergeSequence plain, Neighbours neighbours) throws GitException {
        List<BranchToMerge> left = new ArrayList<>();
        for (BranchToMerge branch : merging.branches()) {
            if (!merging.histories().related(branch.commit())) {
                conflictSets.add(List.of(branch.task()), List.of());
            } else if (!plain.has(branch.task())) {
                left.add(branch);
            }
        }
        PairTests tests = new PairTests(merging, neighbours, conflictSets, mostPairs);
        tests.test(left, plain.merged().stream().map(merging::branch).toList());
        tests.test(left, left);
        return tests.complete();
    }

    /** Merges what resolvers have brought together with the rest; gives the tasks for which that was possible. */
    private List<String> resolve(MergeSequence sequence) throws GitException {
        Remedy known = new KnownResolution(merging.git(), rules.resolutions());
        List<String> resolved = new ArrayList<>();
        for (Resolution resolution : rules.resolutions()) {
            if (merging.knows(resolution.task()) && !sequence.has(resolution.task())) {
                sequence.take(merging.branch(resolution.task()), known);
                if (sequence.has(resolution.task())) {
                    resolved.add(resolution.task());
                    // What was left out because of it: the next resolver has found it in the result.
                    new Completion(merging, Remedy.NONE).of(sequence);
                }
            }
        }
        return resolved;
    }
}
