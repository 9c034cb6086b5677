package dev.stretto.subagents.git.provenance;

/** What was asked about is not there, or has no lines. The message says what, where, and what is there instead. */
public final class ProvenanceException extends Exception {
    private static final long serialVersionUID = 1L;

    ProvenanceException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
