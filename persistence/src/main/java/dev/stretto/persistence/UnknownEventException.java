package dev.stretto.persistence;

/** A log holds an event of a type, or of a version, that this version of Stretto does not know. */
public final class UnknownEventException extends UnrecoverableLogException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final int version;

    UnknownEventException(LogPlace place, String type, int version, String known) {
        super(
                place,
                place + " is a '" + type + "' of version " + version + ", which this version of Stretto does not know ("
                        + known + "). Read it with the version of Stretto that wrote it, or a newer one",
                null);
        this.type = type;
        this.version = version;
    }

    /** The event's type as it stands in the log. */
    public String type() {
        return type;
    }

    /** The event's version as it stands in the log. */
    public int version() {
        return version;
    }
}
