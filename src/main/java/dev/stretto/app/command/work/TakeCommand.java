package dev.stretto.app.command.work;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.CompletedWork;
import dev.stretto.engine.run.Reservations;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.integration.Takeover;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.merge.MergedSubset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Merges a run's result, or the work of some of its tasks, into the branch that the user has checked out. */
@Command(
        name = "take",
        description = {
            "Merges a run's result, or the work of some of its tasks, into the branch that you have checked out.",
            "If that is not possible without conflicts, nothing is changed."
        })
public final class TakeCommand implements Callable<Integer> {
    /** The part of a reference's name that no trial of a verification has. */
    private static final String KEY = "take";

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(
            index = "1..*",
            paramLabel = "TASK",
            arity = "0..*",
            description = "Only the work of these tasks, as it was left (default: the merged and verified result).")
    private List<String> tasks = List.of();

    @Option(
            names = "--anyway",
            description =
                    "Merge even if the verification failed, deletions look unusual, or conflict markers were left.")
    private boolean anyway;

    /**
     * What {@code take --json} prints.
     *
     * @param branch the branch that was moved
     * @param commit where it stands; absent if it contained everything before
     * @param tasks those whose work it is
     */
    record Took(String run, String branch, @Nullable String commit, List<String> tasks) {}

    /** What is to be taken: the commit, what people call it, and whose work it holds. */
    private record Work(String commit, String name, List<String> tasks) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        StartedRun state;
        try (EventLog logs = options.logs()) {
            state = TaskWork.state(logs, options.resolve(run, logs));
        }
        PinnedBase base = TaskWork.base(state);
        Work work = tasks.isEmpty() ? result(state, base) : ofTasks(state, base);
        Takeover takeover = new Takeover(Path.of(base.repository()));
        String message = tasks.isEmpty()
                ? "Merge the result of run " + state.context().run()
                : "Merge the work of " + String.join(", ", work.tasks()) + " (run "
                        + state.context().run() + ")";
        return switch (takeover.take(work.name(), work.commit(), message)) {
            case Takeover.Taken taken -> took(state, work, taken.branch(), taken.commit(), screen);
            case Takeover.Contained contained -> took(state, work, contained.branch(), null, screen);
            case Takeover.Refused refused -> throw new UsageException(refused.reason());
        };
    }

    private static int took(StartedRun state, Work work, String branch, @Nullable String commit, Screen screen) {
        String id = state.context().run();
        if (screen.json()) {
            screen.document(new Took(id, branch, commit, work.tasks()));
        } else if (commit == null) {
            screen.line("'" + branch + "' already contains the work of " + String.join(", ", work.tasks()));
        } else {
            screen.line("merged the work of " + String.join(", ", work.tasks()) + " into '" + branch + "', now at "
                    + commit.substring(0, Refs.SHORT_ID) + " ('git reset --keep ORIG_HEAD' undoes this)");
        }
        return ExitCodes.CLEAN;
    }

    private Work result(StartedRun state, PinnedBase base) throws Exception {
        String id = state.context().run();
        MergeResult merge = state.synthesis().merge();
        if (!state.finished()) {
            throw new UsageException("run " + id + " is not over; 'stretto show " + id + "' says how it stands, and"
                    + " 'stretto take " + id + " TASK' takes the work of a completed task");
        }
        if (merge == null || merge.merged().isEmpty()) {
            throw new UsageException("run " + id + " has no result: no work was merged");
        }
        refuse(doubts(state));
        Refs refs = Repository.of(base).refs();
        Optional<String> branch = refs.commit(RefNames.runBranchRef(id));
        return branch.isPresent() && refs.contains(merge.commit(), branch.get())
                ? new Work(branch.get(), RefNames.runBranch(id), merge.merged())
                : new Work(merge.commit(), merge.commit(), merge.merged());
    }

    private static List<String> doubts(StartedRun state) {
        List<String> doubts = new ArrayList<>(Reservations.of(state));
        SynthesisState synthesis = state.synthesis();
        boolean proven = state.context().plan().synthesis().verify() == null
                || (synthesis.verification() != null && !synthesis.failsVerification());
        if (!proven) {
            doubts.add(synthesis.verification() == null ? "it was not verified" : "the verification failed");
        }
        return doubts;
    }

    private void refuse(List<String> doubts) throws UsageException {
        if (!doubts.isEmpty() && !anyway) {
            throw new UsageException("nothing was changed; look at the work first: " + String.join("; ", doubts)
                    + ". 'stretto diff " + run + "' shows it, and --anyway merges it regardless");
        }
    }

    private Work ofTasks(StartedRun state, PinnedBase base) throws Exception {
        String id = state.context().run();
        List<String> leads = new ArrayList<>();
        for (String task : tasks) {
            leads.add(TaskWork.lead(state, task));
        }
        List<BranchToMerge> branches = CompletedWork.branches(state).stream()
                .filter(branch -> leads.contains(branch.task()))
                .toList();
        for (String lead : leads) {
            if (branches.stream().noneMatch(branch -> branch.task().equals(lead))) {
                throw new UsageException("task '" + lead + "' of run " + id
                        + " has no completed work to take; 'stretto show " + id + "' shows its status");
            }
        }
        refuse(Reservations.of(state, leads));
        if (branches.size() == 1) {
            BranchToMerge branch = branches.getFirst();
            return new Work(branch.commit(), branch.commit(), List.of(branch.task()));
        }
        MergeRules rules = new MergeRules(state.context().plan().synthesis().onConflict(), List.of());
        Optional<MergedSubset> merged = new BranchMerger().subset(id, base, KEY, branches, rules);
        Repository.of(base).refs().change(List.of("delete " + RefNames.trialRef(id, KEY)));
        return merged.map(subset -> new Work(
                        subset.commit(),
                        subset.commit(),
                        branches.stream().map(BranchToMerge::task).toList()))
                .orElseThrow(() -> new UsageException(
                        "the work of these tasks can't be merged together;" + " take one task at a time"));
    }
}
