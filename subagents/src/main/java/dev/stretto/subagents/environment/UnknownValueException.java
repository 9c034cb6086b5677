package dev.stretto.subagents.environment;

/** A variable of a plan has no value where Stretto runs. */
public final class UnknownValueException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownValueException(String message) {
        super(message);
    }
}
