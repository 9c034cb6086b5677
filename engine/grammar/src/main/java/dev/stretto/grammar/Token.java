package dev.stretto.grammar;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One word of a text, without the punctuation around it. */
public final class Token {
    private final String text;
    private final String word;
    private final Kind kind;
    private final long marks;
    private final boolean quoted;
    private final boolean endsClause;

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

    private Token(String text, String word, Kind kind, long marks, boolean quoted, boolean endsClause) {
        this.text = text;
        this.word = word;
        this.kind = kind;
        this.marks = marks;
        this.quoted = quoted;
        this.endsClause = endsClause;
    }

    static Token of(String text, boolean quoted, boolean endsClause) {
        Kind kind = Classifier.kind(text);
        if (kind != Kind.WORD) {
            return new Token(text, text, kind, 0, quoted, endsClause);
        }
        String word = text.toLowerCase(Locale.ROOT).replace('’', '\'');
        return new Token(text, word, kind, WordClass.marks(word), quoted, endsClause);
    }

    /** The words of a line that is no prose: of a log, a stack trace, code. */
    public static List<Token> ofCode(String line) {
        return Stream.of(line.split("[\\s()\",;]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> of(word, false, false))
                .toList();
    }

    /** The word as it stands there. */
    public String text() {
        return text;
    }

    /** In lower case, as a key for lists of words. */
    String word() {
        return word;
    }

    /** What it looks like. */
    Kind kind() {
        return kind;
    }

    /** The lists that it is in, as bits of {@link WordClass}. */
    long marks() {
        return marks;
    }

    /** True if a quotation or code in backticks begins with it. */
    boolean quoted() {
        return quoted;
    }

    /** True if a comma, colon or semicolon follows. */
    boolean endsClause() {
        return endsClause;
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** True if it names a place or a thing in code. */
    public boolean specific() {
        return switch (kind) {
            case FILE, FILE_LINE, FOLDER, SYMBOL, ERROR, REFERENCE -> true;
            case WORD, NUMBER -> quoted;
        };
    }

    /** True if it names a file. */
    public boolean file() {
        return kind == Kind.FILE || kind == Kind.FILE_LINE;
    }

    /** True if it names a folder, or is a glob. */
    public boolean folder() {
        return kind == Kind.FOLDER;
    }

    /** True if it is itself a sign of how something fails: an error, a test, a place, a quotation, an issue. */
    public boolean showsFailure() {
        return Evidence.isIn(this);
    }

    /** True if it names a test. */
    boolean test() {
        return switch (kind) {
            case FILE, FILE_LINE, SYMBOL -> TestNames.isTest(text);
            case WORD, NUMBER, FOLDER, ERROR, REFERENCE -> false;
        };
    }
}
