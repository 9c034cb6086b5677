package dev.stretto.persistence.codec;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunEvent.RunCancelRequested;
import dev.stretto.engine.run.RunEvent.SynthesisFailed;
import dev.stretto.engine.run.RunEvent.TaskFailed;
import java.time.Instant;
import java.util.List;

/** Entries with free texts beside them, for tests of what stores them. */
public final class TextEntries {
    private TextEntries() {}

    /** An entry whose event has these texts, two at most; no run has it. */
    public static LogEntry entry(long sequence, String previous, String... texts) {
        return new EventCodec().seal(sequence, Instant.EPOCH, "test", previous, event(texts));
    }

    private static RunEvent event(String... texts) {
        return switch (texts.length) {
            case 0 -> new RunCancelRequested("without texts");
            case 1 -> new SynthesisFailed(texts[0]);
            default -> {
                Failure failure = new Failure(Failure.Kind.EXIT, texts[0]);
                yield new TaskFailed(
                        "t",
                        1,
                        new Outcome(
                                failure, null, Instant.EPOCH, 1, texts[1], null, null, null, null, null, List.of()));
            }
        };
    }
}
