package dev.stretto.persistence.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StrettoJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of an exported log that are not entries: read strictly, down to the last byte. */
final class JsonLines {
    private static final ObjectReader STRICT = StrettoJson.mapper()
            .reader(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private static final byte[] HEADER = "{\"format\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ARTIFACT = "{\"artifact\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TEXT = "{\"text\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ENTRY = "{\"sequence\":".getBytes(StandardCharsets.UTF_8);

    /** A line is not what Stretto writes. */
    static final class StrangeLineException extends Exception {
        private static final long serialVersionUID = 1L;

        StrangeLineException(String problem) {
            super(problem);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    private JsonLines() {}

    static boolean header(byte[] line) {
        return startsWith(line, HEADER);
    }

    static boolean artifact(byte[] line) {
        return startsWith(line, ARTIFACT);
    }

    static boolean text(byte[] line) {
        return startsWith(line, TEXT);
    }

    static boolean entry(byte[] line) {
        return startsWith(line, ENTRY);
    }

    /** Reads a line as it must have been written: of two ways to write the same, one is refused. */
    static <T> T read(byte[] line, Class<T> type) throws StrangeLineException {
        T read = parse(line, type);
        if (!Arrays.equals(StrettoJson.bytes(read), line)) {
            throw new StrangeLineException("it is not written the way Stretto writes it");
        }
        return read;
    }

    static ArtifactLine artifactLine(byte[] line) throws StrangeLineException {
        try {
            return read(line, ArtifactLine.Piece.class);
        } catch (StrangeLineException noPiece) {
            try {
                return read(line, ArtifactLine.Absent.class);
            } catch (StrangeLineException neither) {
                throw noPiece;
            }
        }
    }

    private static <T> T parse(byte[] line, Class<T> type) throws StrangeLineException {
        try {
            return STRICT.forType(type).readValue(line);
        } catch (JsonProcessingException e) {
            throw new StrangeLineException(StoredEvent.problem(e));
        } catch (IOException | IllegalArgumentException e) {
            throw new StrangeLineException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean startsWith(byte[] line, byte[] beginning) {
        return line.length >= beginning.length
                && Arrays.equals(line, 0, beginning.length, beginning, 0, beginning.length);
    }
}
