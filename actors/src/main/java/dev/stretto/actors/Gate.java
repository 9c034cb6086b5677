package dev.stretto.actors;

import java.time.Duration;

/**
 * What changes workspaces, starts processes or gathers work goes through here. An engine that is being closed lets nothing
 * more in, and waits for what is inside, before it lets its data directory go to another engine.
 */
final class Gate {
    /** A piece of work. */
    @FunctionalInterface
    interface Piece<T, E extends Exception> {
        /** Does it. */
        T carryOut() throws E;
    }

    private int inside;
    private boolean closed;

    /**
     * Carries a piece of work out.
     *
     * @throws IllegalStateException if the gate is closed; nothing was done
     */
    <T, E extends Exception> T through(Piece<T, E> piece) throws E {
        enter();
        try {
            return piece.carryOut();
        } finally {
            leave();
        }
    }

    /**
     * Lets nothing more in, and waits until nobody is inside.
     *
     * @return false if somebody still was when the patience was over
     */
    synchronized boolean close(Duration patience) throws InterruptedException {
        closed = true;
        long until = System.nanoTime() + patience.toNanos();
        while (inside > 0) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
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
