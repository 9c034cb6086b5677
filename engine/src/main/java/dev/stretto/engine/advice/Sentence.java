package dev.stretto.engine.advice;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A sentence of a prompt, or a point of a list, or a heading. */
record Sentence(List<Token> tokens) {
    private static final int LONGEST_QUOTE = 60;

    /** The word at a place in lower case; empty if there is none, or something that is no word. */
    String word(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isWord() ? tokens.get(at).word() : "";
    }

    int size() {
        return tokens.size();
    }

    /** True if one of the words stands in it. */
    boolean hasAny(Set<String> words) {
        return indexOfAny(words, 0) >= 0;
    }

    /** Where the first of the words stands, from a place on; -1 if none does. */
    int indexOfAny(Set<String> words, int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).isWord() && words.contains(tokens.get(i).word())) {
                return i;
            }
        }
        return -1;
    }

    /** Its start, for a message. */
    String quote() {
        String text = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, text.lastIndexOf(' ', LONGEST_QUOTE) > 0
                ? text.lastIndexOf(' ', LONGEST_QUOTE)
                : LONGEST_QUOTE) + " …";
    }
}
