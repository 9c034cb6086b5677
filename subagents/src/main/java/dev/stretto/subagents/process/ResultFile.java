package dev.stretto.subagents.process;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stretto.engine.attempt.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a subagent says about its work in its result file.
 *
 * @param summary what it has done; absent if it does not say
 * @param usage what it cost; absent if it does not say
 * @param session its own name for its conversation; absent if it does not say
 * @param notice why the file was ignored; absent if it was not
 */
record ResultFile(
        @Nullable String summary,
        @Nullable Usage usage,
        @Nullable String session,
        @Nullable String notice) {
    private static final int BYTES = 1024 * 1024;
    private static final int SUMMARY_CHARACTERS = 16_000;
    private static final int SESSION_CHARACTERS = 500;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Reads a result file; all parts are absent if there is none. */
    static ResultFile read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new ResultFile(null, null, null, null);
        }
        try {
            return of(JSON.readTree(content(file)));
        } catch (Malformed e) {
            return new ResultFile(null, null, null, "the result file was ignored: " + e.getMessage());
        } catch (IOException e) {
            return new ResultFile(null, null, null, "the result file was ignored: it can't be read as JSON");
        }
    }

    private static byte[] content(Path file) throws IOException, Malformed {
        // A pipe or a device could block for ever.
        if (!Files.isRegularFile(file)) {
            throw new Malformed("it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES + 1);
            if (bytes.length > BYTES) {
                throw new Malformed("it is larger than 1 MiB");
            }
            return bytes;
        }
    }

    private static ResultFile of(JsonNode root) throws Malformed {
        if (!root.isObject()) {
            throw new Malformed(root.isMissingNode() ? "it is empty" : "it is no JSON object");
        }
        String summary = text(root, "summary");
        String session = text(root, "session");
        if (session != null && session.length() > SESSION_CHARACTERS) {
            throw new Malformed("session is longer than " + SESSION_CHARACTERS + " characters");
        }
        return new ResultFile(
                summary == null ? null : PlainText.beginning(summary, SUMMARY_CHARACTERS), usage(root), session, null);
    }

    private static @Nullable Usage usage(JsonNode root) throws Malformed {
        JsonNode usage = root.path("usage");
        if (absent(usage)) {
            return null;
        }
        if (!usage.isObject()) {
            throw new Malformed("usage is no object");
        }
        Usage read = new Usage(tokens(usage, "inputTokens"), tokens(usage, "outputTokens"), usdMicros(usage));
        return read.equals(new Usage(null, null, null)) ? null : read;
    }

    private static @Nullable Long tokens(JsonNode usage, String name) throws Malformed {
        JsonNode value = usage.path(name);
        if (absent(value)) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new Malformed("usage." + name + " is no whole number from 0 on");
        }
        return value.longValue();
    }

    private static @Nullable Long usdMicros(JsonNode usage) throws Malformed {
        JsonNode value = usage.path("usd");
        if (absent(value)) {
            return null;
        }
        return Optional.of(value)
                .filter(JsonNode::isNumber)
                .flatMap(number -> Usage.micros(number.decimalValue()))
                .orElseThrow(() -> new Malformed("usage.usd is no number from 0 to 999999999999"));
    }

    private static @Nullable String text(JsonNode root, String name) throws Malformed {
        JsonNode value = root.path(name);
        if (absent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw new Malformed(name + " is no text");
        }
        String text = PlainText.of(value.textValue()).strip();
        return text.isEmpty() ? null : text;
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** What is wrong with the file, in words. */
    private static final class Malformed extends Exception {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
