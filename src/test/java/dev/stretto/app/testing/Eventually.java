package dev.stretto.app.testing;

import java.time.Duration;

/** Waits for what nobody sends word of: what another process has written, and that one is gone. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** Something that may be so, or not yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** What there is to say if it never was. */
    @FunctionalInterface
    public interface Words {
        String say() throws Exception;
    }

    /** Waits until this is so. */
    public static void holds(Condition condition, Words otherwise) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new AssertionError(otherwise.say());
            }
            Thread.sleep(PAUSE);
        }
    }
}
