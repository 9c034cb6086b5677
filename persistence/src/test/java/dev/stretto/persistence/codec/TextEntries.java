package dev.stretto.persistence.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stretto.engine.run.RunEvent.SynthesisFailed;
import java.time.Instant;
import java.util.List;

/** Entries with free texts beside them, for tests of what stores them. */
public final class TextEntries {
    private TextEntries() {}

    /** A text with its salt. */
    public static StoredText text(String salt, String content) {
        byte[] json = StrettoJson.bytes(content);
        return new StoredText(Digests.of((salt + new String(json, UTF_8)).getBytes(UTF_8)), salt.getBytes(UTF_8), json);
    }

    /** An entry whose event holds the digests of these texts; no run has it. */
    public static LogEntry entry(long sequence, String previous, List<StoredText> texts) {
        String message = String.join(" ", texts.stream().map(StoredText::digest).toList());
        return new EventCodec()
                .seal(sequence, Instant.EPOCH, "test", previous, new SynthesisFailed("failed " + message))
                .with(texts);
    }
}
