package dev.stretto.persistence.codec;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Takes the free texts out of one event while it is written down. */
final class TextSink {
    private List<StoredText> texts = List.of();

    /** Made when the first text is written: it takes a while, and most programs write none. */
    private static final class Salts {
        private static final SecureRandom RANDOM = new SecureRandom();
    }

    /** Salts a text, and keeps it. */
    StoredText put(byte[] content) {
        byte[] salt = new byte[StoredText.SALT_BYTES];
        Salts.RANDOM.nextBytes(salt);
        StoredText text = StoredText.of(salt, content);
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
