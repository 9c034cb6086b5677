package dev.stretto.grammar;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence of a text, or a point of a list, or a heading. What it answers beyond its words is true only of English; see
 * {@link English}.
 */
public final class Sentence {
    private static final int LONGEST_QUOTE = 60;

    private final List<Token> tokens;
    private final long marks;

    private Sentence(List<Token> tokens, long marks) {
        this.tokens = List.copyOf(tokens);
        this.marks = marks;
    }

    static Sentence of(List<Token> tokens) {
        long marks = 0;
        for (Token token : tokens) {
            marks |= token.marks();
        }
        return new Sentence(tokens, marks);
    }

    /** Its words. */
    public List<Token> tokens() {
        return tokens;
    }

    /** How many words it has. */
    public int size() {
        return tokens.size();
    }

    /** Its start, for a message. */
    public String quote() {
        String text = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
        if (text.length() <= LONGEST_QUOTE) {
            return text;
        }
        int space = text.lastIndexOf(' ', LONGEST_QUOTE);
        return text.substring(0, space > 0 ? space : LONGEST_QUOTE) + " …";
    }

    /** True if it asks to change something. */
    public boolean asksForWork() {
        return Asks.work(this);
    }

    /** True if it asks for an answer: to find, to review, to explain. */
    public boolean asksForAnswer() {
        return Asks.answer(this);
    }

    /** True if it asks to repair what fails. */
    public boolean asksForRepair() {
        return Asks.repair(this);
    }

    /** True if it asks to repair what the sentence before has told. */
    public boolean asksForRepairOfThat() {
        return Asks.repairOfThat(this);
    }

    /** True if it asks for the whole of everything. */
    public boolean asksForEverything() {
        return Generic.sweeping(this);
    }

    /** True if it says what to report in the end. */
    public boolean asksForReport() {
        return ReportRequest.asked(this);
    }

    /** True if it says what may not be changed, or what must stay. */
    public boolean statesLimits() {
        return Limits.stated(this);
    }

    /** True if it tells of something that fails. */
    public boolean tellsOfFailure() {
        return Asks.failure(this);
    }

    /** True if it tells what is seen, and under which circumstances. */
    public boolean tellsOfSymptom() {
        return Evidence.isSymptom(this);
    }

    /** True if it names something by a word of its own. */
    public boolean namesSomething() {
        return Generic.names(this);
    }

    /** True if it names at least a side of everything, such as performance. */
    public boolean namesPerspective() {
        return hasAny(WordClass.PERSPECTIVE);
    }

    /** True if it names a part of the code in words. */
    public boolean namesPart() {
        return Generic.namesPart(this);
    }

    /** True if it speaks of tests. */
    public boolean speaksOfTests() {
        return hasAny(WordClass.OF_TESTS);
    }

    /** True if it speaks of documents. */
    public boolean speaksOfDocuments() {
        return hasAny(WordClass.OF_DOCUMENTS);
    }

    /** True if the word at a place stands where the sentence says what not to do. */
    public boolean forbids(int at) {
        return Asks.forbidden(this, at);
    }

    /** True if the word at a place names what is only to be read. */
    public boolean onlyReads(int at) {
        return Asks.onlyRead(this, at);
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

    /** The lists that its words are in, as bits of {@link WordClass}. */
    long marks() {
        return marks;
    }
}
