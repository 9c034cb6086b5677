package dev.stretto.engine.lint;

import java.util.Locale;

/**
 * One word of a prompt, without the punctuation around it.
 *
 * @param text as it stands there
 * @param word in lower case, as a key for lists of words
 * @param kind what it looks like
 * @param marks the lists that it is in, as bits of {@link WordClass}
 * @param quoted true if a quotation or code in backticks begins with it
 * @param endsClause true if a comma, colon or semicolon follows
 */
record Token(String text, String word, Kind kind, long marks, boolean quoted, boolean endsClause) {

    /** What a word looks like, in whatever language the text around it is. */
    enum Kind {
        /** A word of a language. */
        WORD,
        /** A number, or something with more digits than letters. */
        NUMBER,
        /** A file, by its path or its name. */
        FILE,
        /** A file with a line in it. */
        FILE_LINE,
        /** A folder, or a glob. */
        FOLDER,
        /** A name out of code. */
        SYMBOL,
        /** The name of an error. */
        ERROR,
        /** The address or number of an issue. */
        REFERENCE
    }

    static Token of(String text, boolean quoted, boolean endsClause) {
        Kind kind = Classifier.kind(text);
        if (kind != Kind.WORD) {
            return new Token(text, text, kind, 0, quoted, endsClause);
        }
        String word = text.toLowerCase(Locale.ROOT).replace('’', '\'');
        return new Token(text, word, kind, WordClass.marks(word), quoted, endsClause);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** True if it names a place or a thing in code. */
    boolean specific() {
        return switch (kind) {
            case FILE, FILE_LINE, FOLDER, SYMBOL, ERROR, REFERENCE -> true;
            case WORD, NUMBER -> quoted;
        };
    }

    /** True if it names a file. */
    boolean file() {
        return kind == Kind.FILE || kind == Kind.FILE_LINE;
    }

    /** True if it names a test. */
    boolean test() {
        return switch (kind) {
            case FILE, FILE_LINE, SYMBOL -> TestNames.isTest(text);
            case WORD, NUMBER, FOLDER, ERROR, REFERENCE -> false;
        };
    }
}
