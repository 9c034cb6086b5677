package dev.stretto.persistence.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stretto.persistence.codec.StoredText;
import java.util.HexFormat;

/**
 * A line of an exported log that holds a free text.
 *
 * @param text its digest
 * @param salt in hexadecimal digits
 * @param content the text as JSON, as a string
 */
record TextLine(String text, String salt, String content) {
    TextLine {
        if (!HexFormat.of().formatHex(HexFormat.of().parseHex(salt)).equals(salt)) {
            throw new IllegalArgumentException("its salt is not written the way Stretto writes it");
        }
    }

    static TextLine of(StoredText text) {
        return new TextLine(text.digest(), HexFormat.of().formatHex(text.salt()), new String(text.content(), UTF_8));
    }

    StoredText stored() {
        return new StoredText(text, HexFormat.of().parseHex(salt), content.getBytes(UTF_8));
    }
}
