package dev.stretto.subagents.git.merge;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.MergePlace;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.remedy.KnownResolution;
import dev.stretto.subagents.git.remedy.OursWin;
import dev.stretto.subagents.git.remedy.Remedy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges the tasks' branches by three-way merges, one after the other, without a checkout. The same branches always give
 * the same commit. What becomes of those that collide is for the plan to say: as few as possible are left out, together with what
 * builds on them; or the one that comes first in the plan wins, path by path; or what resolvers have made of it is used.
 */
public final class BranchMerger {

    /**
     * Merges these branches in the order given, except that a branch comes after those that it needs. Each becomes a merge
     * commit, so that its own commits stay visible. The result is kept from git's garbage collection by
     * {@code refs/stretto-merges/RUN}.
     *
     * @param branches all work of the run, in plan order
     * @param overlaps the paths that several of the tasks changed
     * @param rules what is done about those that collide
     * @return the merged result, which is the base's commit if nothing could be merged; and what was found out on the way
     */
    public MergeReport merge(
            String run, PinnedBase base, List<BranchToMerge> branches, List<Overlap> overlaps, MergeRules rules)
            throws GitException {
        Repository repository = Repository.of(base);
        String ref = RefNames.mergeRef(run);
        MergeReport report;
        if (branches.isEmpty()) {
            report = new MergeReport(MergeResult.whole(base.commit(), List.of()), List.of());
        } else {
            try (MergePlace place = new MergePlace(repository, base.commit())) {
                Merging merging = new Merging(place.repository(), run, base.commit(), branches);
                report = new RunMerge(merging, rules, ref, PairTests.MOST).report(overlaps);
            }
        }
        repository.refs().put(ref, report.result().commit());
        FaultPoint.MERGE_KEPT.reached(run);
        return report;
    }

    /**
     * Goes on from a result with what one more resolver has made of a task that was left out. Gives the very commit that {@link
     * #merge} with that resolution would, without merging again what is in the result. Only a result with that task takes the
     * other's place in {@code refs/stretto-merges/RUN}.
     *
     * @param branches all work of the run, in plan order
     * @param soFar what came of merging them
     * @param resolutions those that are part of that result, and the new one as the last
     */
    public MergeResult resolved(
            String run, PinnedBase base, List<BranchToMerge> branches, MergeResult soFar, List<Resolution> resolutions)
            throws GitException {
        Repository repository = Repository.of(base);
        String ref = RefNames.mergeRef(run);
        MergeRules rules = new MergeRules(OnConflict.RESOLVE, resolutions);
        MergeResult result;
        try (MergePlace place = new MergePlace(repository, base.commit())) {
            Merging merging = new Merging(place.repository(), run, base.commit(), branches);
            result = RunMerge.goingOn(soFar, merging, rules, ref);
        }
        if (result.merged().contains(resolutions.getLast().task())) {
            repository.refs().put(ref, result.commit());
            FaultPoint.MERGE_KEPT.reached(run);
        }
        return result;
    }

    /**
     * Merges just these branches in the order given, by the same rules as {@link #merge}. The result is kept from git's garbage
     * collection by {@code refs/stretto-trials/RUN/KEY} until the run is integrated.
     *
     * @return empty if they can't be merged without others
     */
    public Optional<MergedSubset> subset(
            String run, PinnedBase base, String key, List<BranchToMerge> branches, MergeRules rules)
            throws GitException {
        Repository repository = Repository.of(base);
        Refs refs = repository.refs();
        String ref = RefNames.trialRef(run, key);
        String commit = base.commit();
        List<Dropped> dropped = List.of();
        if (!branches.isEmpty()) {
            try (MergePlace place = new MergePlace(repository, base.commit())) {
                Merging merging = new Merging(place.repository(), run, base.commit(), branches);
                MergeSequence sequence = new MergeSequence(merging, branches, ref);
                sequence.takeAll(branches, remedy(merging.git(), rules));
                if (sequence.merged().size() < branches.size()) {
                    refs.change(List.of("delete " + ref));
                    return Optional.empty();
                }
                commit = sequence.head();
                dropped = new MergeAccount(merging, new KnownConflictSets(), sequence, Map.of()).dropped();
            }
        }
        refs.put(ref, commit);
        String tree = repository.git().line("rev-parse", "--verify", commit + "^{tree}");
        return Optional.of(new MergedSubset(commit, tree, dropped));
    }

    private static Remedy remedy(Git git, MergeRules rules) {
        return rules.onConflict() == OnConflict.ORDER
                ? new OursWin(git)
                : new KnownResolution(git, rules.resolutions());
    }
}
