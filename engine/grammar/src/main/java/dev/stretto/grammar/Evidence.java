package dev.stretto.grammar;

/** Signs of how something fails: names of errors and tests, places, quotations, issues, told symptoms. */
final class Evidence {
    private static final int SHORTEST_STORY = 8;
    private static final int SHORTEST_OBSERVATION = 5;

    private Evidence() {}

    /** True if the word itself is a sign. */
    static boolean isIn(Token token) {
        return switch (token.kind()) {
            case ERROR, FILE_LINE, REFERENCE -> true;
            case FILE, SYMBOL -> token.quoted() || token.test();
            case WORD, NUMBER, FOLDER -> token.quoted();
        };
    }

    /** True if a sentence in English tells what is seen, and under which circumstances. */
    static boolean isSymptom(Sentence sentence) {
        if (sentence.size() >= SHORTEST_OBSERVATION && sentence.hasAny(WordClass.OBSERVATION)) {
            return true;
        }
        return sentence.size() >= SHORTEST_STORY
                && sentence.hasAny(WordClass.CIRCUMSTANCE)
                && !sentence.hasAny(WordClass.NO_CIRCUMSTANCE);
    }
}
