package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.Side;
import org.jspecify.annotations.Nullable;

/**
 * A path at which something was changed. A renamed file is two: one where it was, and one where it is.
 *
 * @param path as git has it, a character for each byte
 * @param before the file before; absent if there was none
 * @param after the file after; absent if there is none any more
 */
public record ChangedPath(
        String path, @Nullable Side before, @Nullable Side after) {

    /** Reads what {@code diff-tree --raw -z --no-renames} prints of one: {@code :MODE MODE ID ID STATUS}, and the path. */
    static ChangedPath of(String summary, String path) {
        String[] fields = summary.substring(1).split(" ", -1);
        return new ChangedPath(path, side(fields[0], fields[2]), side(fields[1], fields[3]));
    }

    private static @Nullable Side side(String mode, String blob) {
        return mode.equals("000000") ? null : new Side(mode, blob);
    }

    boolean added() {
        return before == null;
    }

    boolean deleted() {
        return after == null;
    }
}
