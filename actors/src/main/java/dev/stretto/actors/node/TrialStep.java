package dev.stretto.actors.node;

import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.synthesis.TrialOrder;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.engine.synthesis.VerificationOrder;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.merge.MergedSubset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trial: merges the work of its tasks, and verifies what that gives, unless that is known. */
final class TrialStep extends VerificationStep {
    /** Tells the fault points of trials from those of the result's verification. */
    private static final String FAULT_DETAIL = "trial";

    private final TrialOrder order;
    private volatile @Nullable MergedSubset subset;

    TrialStep(TrialOrder order, LocalSession session) {
        super(
                order.id(),
                new VerificationOrder(
                        order.run(),
                        order.round(),
                        order.attempt(),
                        order.verify(),
                        order.base(),
                        null,
                        null,
                        order.provision(),
                        order.environment()),
                VerificationFolders.ofTrial(order.trial().key()),
                order.trial().key() + "-",
                FAULT_DETAIL,
                session);
        this.order = order;
    }

    @Override
    Optional<RunCommand> known() throws GitException {
        Optional<MergedSubset> merged = services()
                .git()
                .merger()
                .subset(order.run(), order.base(), order.trial().key(), order.branches(), order.rules());
        if (merged.isEmpty()) {
            return Optional.of(new RunCommand.RecordTrial(TrialResult.unmergeable(order.trial())));
        }
        subset = merged.get();
        return order.known(merged.get().tree()).map(verification -> recorded(verification, true));
    }

    @Override
    @Nullable
    String commit() {
        return merged().commit();
    }

    @Override
    RunCommand recorded(Verification verification) {
        return recorded(verification, false);
    }

    private RunCommand recorded(Verification verification, boolean known) {
        MergedSubset merged = merged();
        return new RunCommand.RecordTrial(
                new TrialResult(order.trial(), merged.commit(), merged.tree(), merged.dropped(), verification, known));
    }

    private MergedSubset merged() {
        MergedSubset merged = subset;
        if (merged == null) {
            throw new IllegalStateException(named() + " has not been merged");
        }
        return merged;
    }
}
