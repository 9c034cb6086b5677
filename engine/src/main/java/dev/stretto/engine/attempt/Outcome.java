package dev.stretto.engine.attempt;

import dev.stretto.engine.text.FreeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt ended with.
 *
 * @param failure absent if it completed
 * @param startedAt when the subagent was started; absent if it never was
 * @param finishedAt when it ended
 * @param exitCode of its process; absent for functions, and for processes that were never seen to end
 * @param summary what it says it has done; absent if it said nothing
 * @param output its standard output; absent if there was none to keep
 * @param errors its standard error; absent if there was none
 * @param work what it left behind; absent without a worktree
 * @param usage what it cost; absent if it did not say
 * @param session the coding agent's own name for its conversation; absent if it gave none
 * @param notices what the user should know besides, in words: a result file that is not valid, say
 */
public record Outcome(
        @Nullable Failure failure,
        @Nullable Instant startedAt,
        Instant finishedAt,
        @Nullable Integer exitCode,
        @FreeText @Nullable String summary,
        @Nullable Artifact output,
        @Nullable Artifact errors,
        @Nullable WorkResult work,
        @Nullable Usage usage,
        @Nullable String session,
        @FreeText List<String> notices) {

    public Outcome {
        notices = List.copyOf(notices);
    }

    /** An attempt that failed before its subagent was started, or of which nothing more is known. */
    public static Outcome failed(Failure failure, Instant at) {
        return new Outcome(failure, null, at, null, null, null, null, null, null, null, List.of());
    }

    /** True if the subagent did what it was asked. */
    public boolean completed() {
        return failure == null;
    }

    /** How long the subagent was at work; zero if it was never started. */
    public Duration duration() {
        return startedAt == null || finishedAt.isBefore(startedAt)
                ? Duration.ZERO
                : Duration.between(startedAt, finishedAt);
    }
}
