package dev.stretto.engine.synthesis;

import dev.stretto.engine.text.FreeText;
import org.jspecify.annotations.Nullable;

/**
 * Where the merged result is.
 *
 * @param branch {@code stretto/RUN}; absent if the plan wants none or nothing was merged
 * @param movedBranch the user's branch, if it was moved forward to the result; otherwise absent
 * @param note what the user should know or type, for instance why their branch was not moved; otherwise absent
 */
public record Integration(
        @Nullable String branch,
        @Nullable String movedBranch,
        @FreeText(always = false) @Nullable String note) {}
