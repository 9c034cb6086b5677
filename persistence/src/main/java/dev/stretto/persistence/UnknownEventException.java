package dev.stretto.persistence;

/** A log holds an event that this version of Stretto does not know. Unrecoverable here: a newer version wrote it. */
public final class UnknownEventException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final int version;

    UnknownEventException(String type, int version) {
        super(
                "the log holds an event '" + type + "' in version " + version
                        + ", which this version of Stretto does not know; read it with the version that wrote it, or a newer one");
        this.type = type;
        this.version = version;
    }

    /** The event's name. */
    public String type() {
        return type;
    }

    /** Its version. */
    public int version() {
        return version;
    }
}
