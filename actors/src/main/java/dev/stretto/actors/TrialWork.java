package dev.stretto.actors;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.merge.MergedSubset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The blocking side of a trial: merges the work of its tasks, and verifies what that gives, unless that is known. */
final class TrialWork implements SynthesisWork {
    private final StartedRun state;
    private final PinnedBase base;
    private final TrialOrder order;
    private final RunEnvironment environment;
    private @Nullable VerificationWork verification;
    private boolean stopped;

    TrialWork(StartedRun state, PinnedBase base, TrialOrder order, RunEnvironment environment) {
        this.state = state;
        this.base = base;
        this.order = order;
        this.environment = environment;
    }

    @Override
    public RunCommand execute() throws GitException, WorkspaceException {
        Trial trial = order.trial();
        Optional<MergedSubset> subset = environment
                .gate()
                .through(() -> environment
                        .merger()
                        .subset(state.context().run(), base, trial.key(), order.branches(), order.rules()));
        if (subset.isEmpty()) {
            return new RunCommand.RecordTrial(TrialResult.unmergeable(trial));
        }
        String commit = subset.get().commit();
        String tree = subset.get().tree();
        Optional<Verification> known = order.known(tree);
        Verification found = known.isPresent() ? known.get() : verify(commit);
        return new RunCommand.RecordTrial(
                new TrialResult(trial, commit, tree, subset.get().dropped(), found, known.isPresent()));
    }

    private Verification verify(String commit) throws WorkspaceException {
        VerificationWork work = VerificationWork.ofTrial(
                state, order.verify(), commit, order.trial().key(), environment);
        synchronized (this) {
            verification = work;
            if (stopped) {
                work.stop();
            }
        }
        return work.execute();
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (verification != null) {
            verification.stop();
        }
    }

    @Override
    public boolean canBeCutOff() {
        return true;
    }
}
