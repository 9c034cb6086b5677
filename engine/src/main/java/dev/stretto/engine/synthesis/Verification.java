package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.text.FreeText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of running the plan's verification on the merged result.
 *
 * @param command what was run
 * @param exitCode absent if it could not be started or did not end by itself
 * @param passed true if it ended with 0
 * @param message why it did not pass, where its exit code does not say it; otherwise absent
 * @param output what it printed; absent if nothing
 */
public record Verification(
        List<String> command,
        @Nullable Integer exitCode,
        boolean passed,
        @FreeText(always = false) @Nullable String message,
        @Nullable Artifact output,
        Instant startedAt,
        Instant finishedAt) {
    public Verification {
        command = List.copyOf(command);
    }
}
