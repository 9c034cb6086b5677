package dev.stretto.persistence.codec;

/**
 * A log holds an event of a type, or of a version, that this version of Stretto does not know; or it is a file of such a
 * version.
 */
public final class UnknownEventException extends UnrecoverableLogException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final int version;

    public UnknownEventException(LogPlace place, String type, int version, String known) {
        super(
                place,
                place + " is a '" + type + "' of version " + version + ", which this version of Stretto does not know ("
                        + known + "). Read it with the version of Stretto that wrote it, or a newer one",
                null);
        this.type = type;
        this.version = version;
    }

    /** The event's type, or the file's format, as it stands there. */
    public String type() {
        return type;
    }

    /** The event's or the format's version, as it stands there. */
    public int version() {
        return version;
    }
}
