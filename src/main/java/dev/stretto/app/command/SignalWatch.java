package dev.stretto.app.command;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The signals that reach a command from the moment that it looks for an engine. INT and TERM want it to end, HUP says that its
 * terminal is gone. What there is to do about them depends on what the command has begun: until it says so, and whenever
 * there is nothing to be done, they are remembered. A second INT or TERM never waits.
 *
 * <p>Each signal comes on a thread of its own; what is done about them is done one after the other.
 */
public final class SignalWatch implements AutoCloseable {

    /**
     * What a command does about signals.
     *
     * @param interrupt about the first INT or TERM
     * @param again about the next ones: at once, whatever else is being done
     * @param hangup about HUP
     */
    public record Reaction(Runnable interrupt, Runnable again, Runnable hangup) {}

    /** Something that signals do not come in between. */
    @FunctionalInterface
    public interface Piece {
        void execute() throws Exception;
    }

    private final Runnable again;
    private final Map<String, Object> before = new HashMap<>();
    private final AtomicInteger interrupts = new AtomicInteger();
    private volatile @Nullable Reaction reaction;
    private boolean interruptIsOpen;
    private boolean hangupIsOpen;

    /** Watches from now on; {@code again} is done about a second INT or TERM while the first is only remembered. */
    public SignalWatch(Runnable again) {
        this.again = again;
        on("INT", this::onInterrupt);
        on("TERM", this::onInterrupt);
        on("HUP", this::onHangup);
    }

    private void on(String signal, Runnable action) {
        Object former = Signals.register(signal, action);
        if (former != null) {
            before.put(signal, former);
        }
    }

    /** True if INT or TERM has come, whatever was done about it. */
    public boolean wasInterrupted() {
        return interrupts.get() > 0;
    }

    /** From now on, this is done about signals; at once about those that are remembered. */
    public synchronized void react(Reaction to) {
        reaction = to;
        act();
    }

    /** From now on, signals are remembered. */
    public synchronized void remember() {
        reaction = null;
    }

    /** Does something while whatever there is to do about signals waits. */
    public synchronized void undisturbed(Piece piece) throws Exception {
        piece.execute();
    }

    private void onInterrupt() {
        if (interrupts.incrementAndGet() > 1) {
            Reaction current = reaction;
            (current == null ? again : current.again()).run();
            return;
        }
        synchronized (this) {
            interruptIsOpen = true;
            act();
        }
    }

    private synchronized void onHangup() {
        hangupIsOpen = true;
        act();
    }

    private void act() {
        Reaction current = reaction;
        if (current == null) {
            return;
        }
        if (interruptIsOpen) {
            interruptIsOpen = false;
            current.interrupt().run();
        }
        if (hangupIsOpen) {
            hangupIsOpen = false;
            current.hangup().run();
        }
    }

    /** Gives the signals back to what they were for before. */
    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
