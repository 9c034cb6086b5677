package dev.stretto.app.command;

import org.jline.utils.Signals;

/** The end of the terminal that a program was started from. */
final class Hangup {
    private Hangup() {}

    static void ignore() {
        Signals.register("HUP", () -> {});
    }
}
