package dev.stretto.app.command;

import org.jline.utils.Signals;

/** The end of the terminal that a program was started from. */
public final class Hangup {
    private Hangup() {}

    public static void ignore() {
        Signals.register("HUP", () -> {});
    }
}
