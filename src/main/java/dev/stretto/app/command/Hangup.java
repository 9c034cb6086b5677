package dev.stretto.app.command;

import org.jline.utils.Signals;

/** The end of the terminal that a program was started from. */
final class Hangup {
    private static final String HUP = "HUP";

    private Hangup() {}

    static void ignore() {
        on(() -> {});
    }

    static void on(Runnable action) {
        Signals.register(HUP, action);
    }
}
