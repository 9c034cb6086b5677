package dev.stretto.engine.decision;

import java.util.Locale;

/**
 * Why one assignment does not start before another has ended.
 *
 * @param on the lead of the other assignment
 * @param kind what sort of reason it is
 * @param detail the resource, or a path that both would write; empty where the kind says it all
 */
public record Wait(String on, Kind kind, String detail) {

    /** The sorts of reasons for keeping two assignments apart. */
    public enum Kind {
        /** It needs the other to be completed. */
        NEEDS,
        /** Both may write the same file. */
        WRITES,
        /** Both need the same resource. */
        LOCKS,
        /** The plan wants one at a time. */
        SEQUENCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** True if the other has to be completed, and not merely to have ended. */
    public boolean needsCompletion() {
        return kind == Kind.NEEDS;
    }

    /** The reason in words, as said of the assignment led by {@code lead}. */
    public String reason(String lead) {
        return switch (kind) {
            case NEEDS -> lead + " waits for " + on + ": it comes after it";
            case WRITES -> lead + " waits for " + on + ": both may write " + detail;
            case LOCKS -> lead + " waits for " + on + ": both need the shared resource '" + detail + "'";
            case SEQUENCE -> lead + " waits for " + on + ": the plan wants one task at a time";
        };
    }
}
