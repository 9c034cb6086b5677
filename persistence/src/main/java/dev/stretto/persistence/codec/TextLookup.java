package dev.stretto.persistence.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the free texts of an entry are found when it is read. */
@FunctionalInterface
public interface TextLookup {
    /** No text is there: all of them read as erased. */
    TextLookup NONE = digest -> Optional.empty();

    /** The text with this digest; empty if it has been erased. */
    Optional<StoredText> of(String digest);

    /** These texts. */
    static TextLookup in(List<StoredText> texts) {
        if (texts.isEmpty()) {
            return NONE;
        }
        Map<String, StoredText> byDigest = texts.stream()
                .collect(Collectors.toMap(StoredText::digest, Function.identity(), (first, second) -> first));
        return digest -> Optional.ofNullable(byDigest.get(digest));
    }
}
