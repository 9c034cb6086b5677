package dev.stretto.engine.decision;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two tasks that are not given to subagents at the same time, and why.
 *
 * @param task the lead of the assignment that waits; of related tasks, the one that is carried out with the other
 * @param other the lead of the assignment that it waits for, or that it is part of
 * @param kind what sort of reason it is
 * @param resource which one they share; otherwise absent
 * @param files what both may write; otherwise absent
 */
public record Separation(
        String task,
        String other,
        Kind kind,
        @Nullable String resource,
        @Nullable SameFile files) {

    /** The sorts of reasons. */
    public enum Kind {
        /** It needs the other to be completed. */
        DEPENDS_ON("by dependency"),
        /** Both may write the same file. */
        WRITES("by files that both may write"),
        /** Both need the same resource. */
        LOCKS("by a shared resource"),
        /** One subagent investigates both. */
        RELATED("related"),
        /** The plan wants one at a time. */
        SEQUENCE("by the plan's wish");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A path that the globs of both match.
     *
     * @param glob the one that the task gives
     * @param otherGlob the one that the other task gives
     * @param path what both match
     * @param exists true if there is a file of that name in the base; false if the path is made up
     */
    public record SameFile(String glob, String otherGlob, String path, boolean exists) {}

    /** The reason as a sentence. */
    public String reason() {
        return switch (kind) {
            case DEPENDS_ON -> task + " waits for " + other + ": it depends on it";
            case WRITES -> task + " waits for " + other + ": both may write the same files" + globs();
            case LOCKS -> task + " waits for " + other + ": both need the shared resource '" + resource + "'";
            case RELATED -> task + " and " + other + " are related: one subagent investigates them together";
            case SEQUENCE -> task + " waits for " + other + ": the plan wants one task at a time";
        };
    }

    private String globs() {
        if (files == null) {
            return "";
        }
        String such = files.path() + (files.exists() ? "" : " (a made-up name)");
        return files.glob().equals(files.otherGlob())
                ? "; both give " + files.glob() + ", which matches " + such
                : "; " + files.glob() + " and " + files.otherGlob() + " both match " + such;
    }
}
