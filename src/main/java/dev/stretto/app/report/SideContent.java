package dev.stretto.app.report;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a conflict has at a path, for scripts and people.
 *
 * @param mode as git writes it; {@code 160000} for a submodule, of which there is no content
 * @param blob the id of the content, or the commit of the submodule
 * @param bytes the size of the whole; absent if that is not known
 * @param text the content, or its beginning, if that is UTF-8 without NULs; otherwise absent
 * @param base64 the same for all other contents
 * @param truncated true if that is not all
 * @param missing why there is no content; otherwise absent
 */
public record SideContent(
        String mode,
        String blob,
        @Nullable Long bytes,
        @Nullable String text,
        @Nullable String base64,
        boolean truncated,
        @Nullable String missing) {

    static SideContent missing(String mode, String blob, String why) {
        return new SideContent(mode, blob, null, null, null, false, why);
    }

    /** A content of which this much was read. */
    static SideContent of(String mode, String blob, long size, byte[] start) {
        boolean truncated = start.length < size;
        Optional<String> text = text(start, truncated);
        String base64 = text.isPresent() ? null : Base64.getEncoder().encodeToString(start);
        return new SideContent(mode, blob, size, text.orElse(null), base64, truncated, null);
    }

    /** Where it was cut, a letter may be left without its end: that is dropped. */
    private static Optional<String> text(byte[] bytes, boolean cut) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, !cut);
        if (result.isError()) {
            return Optional.empty();
        }
        return Optional.of(text.flip().toString()).filter(decoded -> decoded.indexOf('\0') < 0);
    }

    /** What it is, in a few words, without its content. */
    String inWords() {
        if (missing != null) {
            return missing;
        }
        String kind = switch (mode) {
            case "120000" -> "a link, ";
            case "100755" -> "executable, ";
            default -> "";
        };
        return kind + (base64 == null ? "" : "no text, ") + (bytes == null ? "" : size(bytes));
    }

    private static String size(long bytes) {
        return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
}
