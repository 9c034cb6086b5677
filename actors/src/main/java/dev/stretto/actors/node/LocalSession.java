package dev.stretto.actors.node;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.VerificationOrder;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.merge.MergeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** What the node in this process does for one incarnation of a run. */
final class LocalSession implements NodeSession {
    private final String run;
    private final int epoch;
    private final NodeServices services;
    private final EpochFence fence;
    private final SetUpGate setUps;

    LocalSession(String run, int epoch, NodeServices services, EpochFence fence) {
        this.run = run;
        this.epoch = epoch;
        this.services = services;
        this.fence = fence;
        this.setUps = new SetUpGate(
                () -> PastSetUps.anyPassed(services.data().attempts().resolve(run)));
    }

    @Override
    public int epoch() {
        return epoch;
    }

    NodeServices services() {
        return services;
    }

    SetUpGate setUps() {
        return setUps;
    }

    /**
     * Does something that begins, changes or removes something.
     *
     * @throws IllegalStateException if the engine is closed, or a later incarnation looks after the run; nothing was done
     */
    <T, E extends Exception> T guarded(Gate.Piece<T, E> piece) throws E {
        return services.background().gate().through(() -> {
            fence.check(run, epoch);
            return piece.execute();
        });
    }

    @Override
    public Step task(AttemptOrder order) {
        return new TaskStep(order, this);
    }

    @Override
    public Step resolution(ResolutionOrder order) {
        return new ResolutionStep(order, this);
    }

    @Override
    public Step verification(VerificationOrder order) {
        return VerificationStep.ofResult(order, this);
    }

    @Override
    public Step trial(TrialOrder order) {
        return new TrialStep(order, this);
    }

    @Override
    public RunCommand merge(Effect.Merge merge) throws GitException {
        MergeRules rules = new MergeRules(merge.onConflict(), List.of());
        MergeReport merged = onGit(
                merge.base(),
                () -> services.git().merger().merge(run, merge.base(), merge.branches(), merge.overlaps(), rules));
        return new RunCommand.RecordMerge(merged.result(), merged.overlaps());
    }

    @Override
    public RunCommand integrate(Effect.Integrate integrate) throws GitException {
        return new RunCommand.RecordIntegration(onGit(
                integrate.base(),
                () -> services.git()
                        .integrator()
                        .integrate(run, integrate.base(), integrate.commit(), integrate.moveUsersBranch())));
    }

    private <T> T onGit(PinnedBase base, Gate.Piece<T, GitException> piece) throws GitException {
        try {
            return guarded(piece);
        } catch (GitException e) {
            Optional<StorageFailedException> trouble =
                    StorageTrouble.in(e, services.data().root(), base);
            if (trouble.isPresent()) {
                throw trouble.get();
            }
            throw e;
        }
    }

    @Override
    public void cleanUp(StartedRun state) {
        guarded(() -> {
            new LeftoverCleanup(state, this).run();
            return state;
        });
    }

    @Override
    public boolean hasWorkspaces() {
        return Files.exists(services.data().workspaces().resolve(run));
    }

    @Override
    public void eraseFiles(StartedRun state, TextsErased erased) throws IOException {
        new ErasedFiles(state, services.data()).erase(erased);
    }
}
