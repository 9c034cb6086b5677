package dev.stretto.actors.node;

import dev.stretto.subagents.git.WorkspaceException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first set-up of a run pass alone. Once one has passed, others may run side by side; once it has failed, all others fail as it
 * did, and no subagent is started.
 */
final class SetUpGate {
    private static final long LOOKS_EVERY_MILLIS = 100;

    /** A set-up. */
    interface SetUp {
        /**
         * Runs it to its end.
         *
         * @throws WorkspaceException if it fails, or nobody wants it any more
         */
        void execute() throws WorkspaceException;
    }

    private final ReentrantLock first = new ReentrantLock();
    private volatile boolean passed;
    private volatile @Nullable String failure;

    /** @param unwanted true once whoever asks wants it no longer: what comes of it then says nothing about others */
    void pass(SetUp setUp, BooleanSupplier unwanted) throws WorkspaceException {
        if (passed) {
            setUp.execute();
            return;
        }
        await(unwanted);
        try {
            if (!passed) {
                executeFirst(setUp, unwanted);
                return;
            }
        } finally {
            first.unlock();
        }
        setUp.execute();
    }

    private void executeFirst(SetUp setUp, BooleanSupplier unwanted) throws WorkspaceException {
        String earlier = failure;
        if (earlier != null) {
            throw new WorkspaceException(earlier);
        }
        try {
            setUp.execute();
            passed = true;
        } catch (WorkspaceException e) {
            if (!unwanted.getAsBoolean()) {
                failure = e.getMessage();
            }
            throw e;
        }
    }

    private void await(BooleanSupplier unwanted) throws WorkspaceException {
        try {
            while (!first.tryLock(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (unwanted.getAsBoolean()) {
                    throw new WorkspaceException("nobody wants it any more");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkspaceException("it was interrupted while it waited for the first set-up", e);
        }
    }
}
