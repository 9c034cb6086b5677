package dev.stretto.persistence.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in an event in place of a free text.
 *
 * @param digest of the salt followed by the text
 * @param bytes the size of the text without its salt
 */
public record TextRef(String digest, long bytes) {
    static final String DIGEST = "digest";
    static final String BYTES = "bytes";

    public TextRef {
        if (!Digests.wellFormed(digest)) {
            throw new IllegalArgumentException("'" + digest + "' is no digest of a text");
        }
    }

    /** All that stand in the data of an event, in their order. */
    public static List<TextRef> in(JsonNode data) {
        List<TextRef> refs = new ArrayList<>();
        collect(data, refs);
        return refs;
    }

    private static void collect(JsonNode node, List<TextRef> refs) {
        if (isOne(node)) {
            refs.add(new TextRef(node.get(DIGEST).textValue(), node.get(BYTES).longValue()));
        } else {
            node.forEach(child -> collect(child, refs));
        }
    }

    /** An artifact says besides whether it was cut. */
    static boolean isOne(JsonNode node) {
        return node.size() == 2 && hasContent(node);
    }

    /** True for a text and for an artifact. */
    static boolean hasContent(JsonNode node) {
        return node.isObject()
                && node.path(BYTES).isIntegralNumber()
                && node.path(DIGEST).isTextual()
                && Digests.wellFormed(node.get(DIGEST).textValue());
    }
}
