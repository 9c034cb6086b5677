package dev.stretto.grammar;

import java.util.List;

/** Whether a text is written in English, so that its words mean what they seem to. */
public final class English {
    /** Verbs are counted too, since a short text may have no other frequent word. */
    private static final long KNOWN = WordClass.marks(
            WordClass.FREQUENT,
            WordClass.REPAIR,
            WordClass.IMPROVEMENT,
            WordClass.OTHER_WORK,
            WordClass.READING,
            WordClass.FAILURE);

    private static final char LAST_LATIN = '\u024F';

    private English() {}

    /** True if the prose is English as far as one can tell. */
    public static boolean is(List<Sentence> prose) {
        int words = 0;
        int english = 0;
        int foreign = 0;
        int otherScripts = 0;
        for (Sentence sentence : prose) {
            for (Token token : sentence.tokens()) {
                if (token.isWord() && !token.quoted()) {
                    words++;
                    english += (token.marks() & KNOWN) != 0 ? 1 : 0;
                    foreign += WordClass.FOREIGN.isIn(token.marks()) ? 1 : 0;
                    otherScripts += token.word().charAt(0) > LAST_LATIN ? 1 : 0;
                }
            }
        }
        return english > foreign && english * 4 >= words && otherScripts * 5 <= words;
    }
}
