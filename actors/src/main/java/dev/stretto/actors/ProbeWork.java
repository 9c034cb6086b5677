package dev.stretto.actors;

import dev.stretto.engine.run.PinnedBase;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Probe;
import dev.stretto.engine.synthesis.ProbeOrder;
import dev.stretto.engine.synthesis.ProbeResult;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.merge.MergedUnion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The blocking side of a probe: merges the work of its tasks, and verifies what that gives, unless that is known. */
final class ProbeWork implements SynthesisWork {
    private final StartedRun state;
    private final PinnedBase base;
    private final ProbeOrder order;
    private final RunEnvironment environment;
    private @Nullable VerificationWork verification;
    private boolean stopped;

    ProbeWork(StartedRun state, PinnedBase base, ProbeOrder order, RunEnvironment environment) {
        this.state = state;
        this.base = base;
        this.order = order;
        this.environment = environment;
    }

    @Override
    public RunCommand carryOut() throws GitException, WorkspaceException {
        Probe probe = order.probe();
        Optional<MergedUnion> union = environment
                .gate()
                .through(() -> environment
                        .merger()
                        .union(state.context().run(), base, probe.key(), order.branches(), order.rules()));
        if (union.isEmpty()) {
            return new RunCommand.RecordProbe(ProbeResult.unmergeable(probe));
        }
        String commit = union.get().commit();
        String tree = union.get().tree();
        Optional<Verification> known = order.known(tree);
        Verification found = known.isPresent() ? known.get() : verify(commit);
        return new RunCommand.RecordProbe(
                new ProbeResult(probe, commit, tree, union.get().dropped(), found, known.isPresent()));
    }

    private Verification verify(String commit) throws WorkspaceException {
        VerificationWork work = VerificationWork.ofProbe(
                state, order.verify(), commit, order.probe().key(), environment);
        synchronized (this) {
            verification = work;
            if (stopped) {
                work.stop();
            }
        }
        return work.carryOut();
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
