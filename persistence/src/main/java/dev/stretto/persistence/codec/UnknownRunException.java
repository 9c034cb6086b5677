package dev.stretto.persistence.codec;

import java.util.List;

/** No run, or more than one, goes by what the user typed. */
public final class UnknownRunException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<String> candidates;

    public UnknownRunException(String name, List<String> candidates, String message) {
        super(message);
        this.name = name;
        this.candidates = List.copyOf(candidates);
    }

    /** What the user typed. */
    public String name() {
        return name;
    }

    /** The runs that it could mean; empty if there is none. */
    public List<String> candidates() {
        return candidates;
    }
}
