package dev.stretto.persistence.codec;

import org.jspecify.annotations.Nullable;

/** A log is damaged, or was changed by something other than Stretto. */
public final class CorruptLogException extends UnrecoverableLogException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    public CorruptLogException(LogPlace place, String problem, @Nullable Throwable cause) {
        super(
                place,
                place + " is corrupt or was tampered with: " + problem
                        + ". Nothing was changed; keep the file, and restore it from a copy",
                cause);
        this.problem = problem;
    }

    public CorruptLogException(LogPlace place, String problem) {
        this(place, problem, null);
    }

    /** What is wrong, without where and what to do. */
    public String problem() {
        return problem;
    }
}
