package dev.stretto.grammar;

import java.util.List;
import java.util.Set;

/** Lists of words, written as texts. */
final class Vocabulary {
    private Vocabulary() {}

    /** The words of a text. */
    static Set<String> of(String words) {
        return Set.copyOf(List.of(words.strip().split("\\s+", -1)));
    }
}
