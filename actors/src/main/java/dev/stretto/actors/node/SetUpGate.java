package dev.stretto.actors.node;

import dev.stretto.subagents.git.WorkspaceException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first set-up of a run pass alone. Once one has passed, others may run side by side. Once it has failed, all others fail as it
 * did, and no subagent is started. What merely kept it from running, such as a full disk, fails nothing else.
 */
final class SetUpGate {
    private static final long LOOKS_EVERY_MILLIS = 100;

    /** A set-up. */
    interface SetUp {
        /**
         * Runs it to its end.
         *
         * @throws SetUpFailedException if it fails
         * @throws WorkspaceException if it can't be run, or is no longer needed
         */
        void execute() throws WorkspaceException;
    }

    private final BooleanSupplier passedBefore;
    private final ReentrantLock first = new ReentrantLock();
    private volatile boolean passed;
    private volatile @Nullable String failure;

    /** @param passedBefore true if a set-up of the run has passed under an earlier engine; asked at most once */
    SetUpGate(BooleanSupplier passedBefore) {
        this.passedBefore = passedBefore;
    }

    /**
     * Lets a set-up pass.
     *
     * @param decides true if its failure fails the others, should it be the first
     * @param unwanted true once the caller no longer needs it
     */
    void pass(SetUp setUp, boolean decides, BooleanSupplier unwanted) throws WorkspaceException {
        if (passed) {
            setUp.execute();
            return;
        }
        await(unwanted);
        try {
            passed = passed || (failure == null && passedBefore.getAsBoolean());
            if (!passed) {
                executeFirst(setUp, decides);
                return;
            }
        } finally {
            first.unlock();
        }
        setUp.execute();
    }

    private void executeFirst(SetUp setUp, boolean decides) throws WorkspaceException {
        String earlier = failure;
        if (earlier != null) {
            throw new SetUpFailedException(earlier);
        }
        try {
            setUp.execute();
            passed = true;
        } catch (SetUpFailedException e) {
            failure = decides ? e.getMessage() : null;
            throw e;
        }
    }

    private void await(BooleanSupplier unwanted) throws WorkspaceException {
        try {
            while (!first.tryLock(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (unwanted.getAsBoolean()) {
                    throw new WorkspaceException("the workspace is no longer needed");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkspaceException("it was interrupted while it waited for the first set-up", e);
        }
    }
}
