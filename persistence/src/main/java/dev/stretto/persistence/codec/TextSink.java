package dev.stretto.persistence.codec;

import java.util.ArrayList;
import java.util.List;

/** Takes the free texts out of one event while it is written down. */
final class TextSink {
    private List<StoredText> texts = List.of();

    /** Salts a text, and keeps it. */
    StoredText put(byte[] content) {
        StoredText text = StoredText.of(Salts.next(), content);
        if (texts.isEmpty()) {
            texts = new ArrayList<>();
        }
        texts.add(text);
        return text;
    }

    List<StoredText> texts() {
        return texts;
    }
}
