package dev.stretto.persistence.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the free texts back into one event while it is read, and remembers which were there. */
final class TextSource {
    private final TextLookup lookup;
    private List<StoredText> found = List.of();

    TextSource(TextLookup lookup) {
        this.lookup = lookup;
    }

    /** The text with this digest; empty if it has been erased. */
    Optional<StoredText> of(String digest) {
        Optional<StoredText> text = lookup.of(digest);
        if (text.isPresent()) {
            if (found.isEmpty()) {
                found = new ArrayList<>();
            }
            found.add(text.get());
        }
        return text;
    }

    List<StoredText> found() {
        return found;
    }
}
