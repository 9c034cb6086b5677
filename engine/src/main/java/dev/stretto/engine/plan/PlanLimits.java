package dev.stretto.engine.plan;

import java.time.Duration;
import java.util.regex.Pattern;

/** How large a plan may be, and what it means where it says nothing. */
public final class PlanLimits {
    /** Bytes of a plan file. */
    public static final int FILE_BYTES = 32 * 1024 * 1024;
    /** Values (objects, lists, scalars) in a plan file, aliases counted as often as they are used. */
    public static final int NODES = 4_000_000;
    /** How deep a plan file nests. */
    public static final int DEPTH = 32;
    /** Tasks in a plan. */
    public static final int TASKS = 100_000;
    /** Entries in one list of a task ({@code writes}, {@code locks}, {@code needs}, {@code related}). */
    public static final int LIST_ENTRIES = 1_000;
    /** Characters of one glob. */
    public static final int GLOB_LENGTH = 1_024;
    /** The longest duration that a plan may give. */
    public static final Duration LONGEST = Duration.ofDays(30);
    /** Wall clock of an attempt or a verification where the plan gives none. */
    public static final Duration TIMEOUT = Duration.ofMinutes(30);
    /** The pause before a second attempt where the plan gives none. */
    public static final Duration BACKOFF = Duration.ofSeconds(5);
    /** How often a task may be tried. */
    public static final int ATTEMPTS = 100;
    /** The characters of task ids, which may be paths: no part of one is empty, {@code .} or {@code ..}. */
    public static final Pattern TASK_ID =
            Pattern.compile("(?!-)(?!\\.\\.?(?:/|$))[A-Za-z0-9._@+%-]+(?:/(?!\\.\\.?(?:/|$))[A-Za-z0-9._@+%-]+)*");
    /**
     * Characters of a task id as a name, see {@link EscapedTaskId}. A name of a file has 255 bytes at most, and folders of a task's
     * resolver or of what was put aside have more than its name in theirs.
     */
    public static final int TASK_NAME_LENGTH = 200;

    private PlanLimits() {}
}
