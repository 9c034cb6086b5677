package dev.stretto.subagents.process;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets no more commands be at work at a time than the machine has room for; the others wait for their turn, in the order in which
 * they asked. Without it, a plan of many thousands of tasks would run into the limit on processes, and fail its attempts.
 */
public final class CommandSlots {

    /** Leave to be at work, until it is given back. To give it back again does no harm. */
    public static final class Slot implements AutoCloseable {
        private final Runnable givenBack;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Slot(Runnable givenBack) {
            this.givenBack = givenBack;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                givenBack.run();
            }
        }
    }

    /** For what needs none. */
    public static final CompletableFuture<Slot> NONE_NEEDED = CompletableFuture.completedFuture(new Slot(() -> {}));

    private final MaxCommands maxCommands;
    private final Queue<CompletableFuture<Slot>> waiting = new ArrayDeque<>();
    private int taken;
    private boolean closed;

    public CommandSlots(MaxCommands maxCommands) {
        this.maxCommands = maxCommands;
    }

    /**
     * A slot, once there is one. Whoever needs it no longer cancels the future. What is to be done with it has to be done on
     * another thread, with one of the {@code Async} methods: this one holds a lock.
     */
    public synchronized CompletableFuture<Slot> ask() {
        CompletableFuture<Slot> slot = new CompletableFuture<>();
        if (taken < maxCommands.commands() && !closed) {
            slot.complete(taken());
        } else if (!closed) {
            waiting.add(slot);
        }
        return slot;
    }

    /** A slot for what is at work already. */
    public synchronized Slot takeAnyway() {
        return taken();
    }

    /** Why somebody waits, in words; empty if nobody does. */
    public synchronized Optional<String> whyTheyWait() {
        waiting.removeIf(CompletableFuture::isDone);
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of("at most " + maxCommands.commands() + " attempts are at work at a time, since "
                        + maxCommands.because() + "; the others wait for their turn");
    }

    /** Gives no more leave: whoever waits, or asks from now on, does so in vain. */
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private Slot taken() {
        taken++;
        return new Slot(this::giveBack);
    }

    private synchronized void giveBack() {
        taken--;
        while (taken < maxCommands.commands() && !waiting.isEmpty()) {
            if (!waiting.remove().complete(taken())) {
                taken--; // nobody needs that one any more
            }
        }
    }
}
