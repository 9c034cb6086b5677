package dev.stretto.actors.run;

import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.seal.SealStore;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The seal of a run's log: made, checked and taken away beside the run's actor, one after the other. */
final class RunSeal {
    private static final Logger LOG = LoggerFactory.getLogger(RunSeal.class);

    private final String run;
    private final SealStore seals;
    private final BackgroundWork work;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    RunSeal(String run, SealStore seals, BackgroundWork work) {
        this.run = run;
        this.seals = seals;
        this.work = work;
    }

    private interface Piece {
        void execute() throws IOException;
    }

    /** Seals the log, which ends in this digest: the run is over. */
    void seal(String digest) {
        sealing(() -> seals.seal(run, digest));
    }

    /**
     * As {@link #seal}, where an earlier engine did not get to it, nor perhaps to what goes before. A seal that is there is not
     * replaced: it tells what was sealed.
     *
     * @param first what has to be done before
     */
    void sealIfNotSealed(String digest, Runnable first) {
        sealing(() -> {
            if (seals.of(run).isEmpty()) {
                first.run();
                seals.seal(run, digest);
            }
        });
    }

    /** Does something before the log is sealed. As long as that fails the log is not, and the next engine tries it again. */
    void before(Runnable piece) {
        last = work.startAfter(last, piece, error -> new RunActor.BackgroundWorkDone());
    }

    private void sealing(Piece sealing) {
        Runnable piece = () -> {
            try {
                sealing.execute();
            } catch (IOException | CorruptLogException | StorageFailedException e) {
                LOG.warn("the log of run {} could not be sealed: {}", run, e.getMessage());
            }
        };
        last = work.startAfter(last, piece, error -> new RunActor.BackgroundWorkDone());
    }

    /**
     * Takes the seal away, so that the run can go on; the run is told {@link RunActor.Unsealed}.
     *
     * @param digest in which the log ends: a seal on another end is not broken
     */
    void unseal(String digest) {
        checking(
                digest,
                () -> seals.remove(run),
                "the seal of the log can't be removed: ",
                trouble -> new RunActor.Unsealed(trouble));
    }

    /** Refuses a log that does not end where it was sealed; the run is told {@link RunActor.SealChecked}. */
    void check(String digest) {
        checking(digest, () -> {}, "the seal of the log can't be read: ", trouble -> new RunActor.SealChecked(trouble));
    }

    private void checking(
            String digest, Piece then, String otherwise, Function<@Nullable RuntimeException, RunActor.Message> told) {
        Runnable piece = () -> {
            try {
                seals.check(run, digest);
                then.execute();
            } catch (IOException e) {
                throw new StorageFailedException(otherwise + DataDirectory.reason(e), e);
            }
        };
        last = work.startAfter(last, piece, error -> told.apply(trouble(error)));
    }

    private static @Nullable RuntimeException trouble(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause == null || cause instanceof RuntimeException
                ? (RuntimeException) cause
                : new IllegalStateException(cause);
    }
}
