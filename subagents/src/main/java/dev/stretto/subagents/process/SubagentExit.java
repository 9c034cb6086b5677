package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a subagent ended with.
 *
 * @param exitCode of its process; absent for functions, and for processes that were not seen to end
 * @param at when it ended
 * @param failure absent if it did what it was asked
 * @param summary what it says it has done; absent if it said nothing
 * @param usage what it cost; absent if it did not say
 * @param session its own name for its conversation; absent if it gave none
 * @param notice what people should know besides, such as a result file that could not be read; absent if nothing
 */
public record SubagentExit(
        @Nullable Integer exitCode,
        Instant at,
        @Nullable Failure failure,
        @Nullable String summary,
        @Nullable Usage usage,
        @Nullable String session,
        @Nullable String notice) {

    /** True if the subagent did what it was asked. */
    public boolean completed() {
        return failure == null;
    }
}
