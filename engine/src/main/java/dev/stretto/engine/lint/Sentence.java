package dev.stretto.engine.lint;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence of a prompt, or a point of a list, or a heading.
 *
 * @param tokens its words
 * @param marks the lists that its words are in, as bits of {@link WordClass}
 */
record Sentence(List<Token> tokens, long marks) {
    private static final int LONGEST_QUOTE = 60;

    static Sentence of(List<Token> tokens) {
        long marks = 0;
        for (Token token : tokens) {
            marks |= token.marks();
        }
        return new Sentence(tokens, marks);
    }

    int size() {
        return tokens.size();
    }

    /** The word at a place in lower case; empty if there is none, or something that is no word. */
    String word(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isWord()
                ? tokens.get(at).word()
                : "";
    }

    /** True if the word at a place is in a list; there need be no such place. */
    boolean is(int at, WordClass list) {
        return has(at, list.mark());
    }

    /** True if the word at a place is in one of the lists that the bits stand for. */
    boolean has(int at, long lists) {
        return at >= 0 && at < tokens.size() && (tokens.get(at).marks() & lists) != 0;
    }

    /** True if a word of the list stands in it. */
    boolean hasAny(WordClass list) {
        return list.isIn(marks);
    }

    /** Where the first word of a list stands, from a place on; -1 if none does. */
    int indexOf(WordClass list, int from) {
        if (hasAny(list)) {
            for (int at = from; at < tokens.size(); at++) {
                if (list.isIn(tokens.get(at).marks())) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** True if a comma, a colon or the like stands after the word at a place. */
    boolean endsClause(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).endsClause();
    }

    /** Its start, for a message. */
    String quote() {
        String text = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
        if (text.length() <= LONGEST_QUOTE) {
            return text;
        }
        int space = text.lastIndexOf(' ', LONGEST_QUOTE);
        return text.substring(0, space > 0 ? space : LONGEST_QUOTE) + " …";
    }
}
