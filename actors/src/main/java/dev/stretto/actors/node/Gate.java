package dev.stretto.actors.node;

import java.time.Duration;

/**
 * What changes workspaces, starts processes or collects work goes through here. An engine that is being closed lets nothing
 * more in, and waits for what is inside, before it lets its data directory go to another engine.
 */
public final class Gate {
    /** A piece of work. */
    @FunctionalInterface
    public interface Piece<T, E extends Exception> {
        /** Does it. */
        T execute() throws E;
    }

    private int inside;
    private boolean closed;

    /**
     * Carries a piece of work out.
     *
     * @throws IllegalStateException if the gate is closed; nothing was done
     */
    public <T, E extends Exception> T through(Piece<T, E> piece) throws E {
        enter();
        try {
            return piece.execute();
        } finally {
            leave();
        }
    }

    /**
     * Lets nothing more in, and waits until nobody is inside. An interrupt does not cut that short, since what is inside does
     * not hear of it; it is kept for the caller.
     *
     * @return false if somebody still was when the patience was over
     */
    public synchronized boolean close(Duration patience) {
        closed = true;
        boolean interrupted = false;
        long until = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (inside > 0 && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return inside == 0;
    }

    private synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        inside++;
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }
}
