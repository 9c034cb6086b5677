package dev.stretto.actors.run;

import dev.stretto.actors.node.Background;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** Work that a run has done beside its actor, such as cleaning up and sealing. The run is not over before it is done. */
final class BackgroundWork {
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Background background;
    private final ActorContext<RunActor.Message> context;
    private int underWay;

    BackgroundWork(Background background, ActorContext<RunActor.Message> context) {
        this.background = background;
        this.context = context;
    }

    boolean isDone() {
        return underWay == 0;
    }

    /** Says that a piece is done, as the run was told. */
    void done() {
        underWay--;
    }

    /** Starts a piece; the run is told {@link RunActor.BackgroundWorkDone} when it is done. */
    void start(Runnable piece) {
        var unused = startAfter(NOTHING, piece, error -> new RunActor.BackgroundWorkDone());
    }

    /**
     * Starts a piece once another is done.
     *
     * @param told what the run is told when it is done; with the error, if there was one
     */
    CompletableFuture<Void> startAfter(
            CompletableFuture<Void> before, Runnable piece, Function<@Nullable Throwable, RunActor.Message> told) {
        underWay++;
        CompletableFuture<Void> work = before.thenRunAsync(
                () -> background.gate().through(() -> {
                    piece.run();
                    return piece;
                }),
                background.executor());
        context.pipeToSelf(work, (done, error) -> told.apply(error));
        return work;
    }
}
