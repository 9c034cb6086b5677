package dev.stretto.engine.scope;

/** A glob that can't be used: what was found in it, and what was expected. */
public final class GlobSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    GlobSyntaxException(String found, String expected) {
        super("found " + found + ", expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    /** What was found, as a phrase. */
    public String found() {
        return found;
    }

    /** What was expected instead, as a phrase. */
    public String expected() {
        return expected;
    }
}
