package dev.stretto.grammar;

/** Sentences in English that name nothing in particular, and those that ask for everything. */
final class Generic {
    private static final long GENERIC = WordClass.marks(
            WordClass.THING,
            WordClass.PERSPECTIVE,
            WordClass.QUALITY,
            WordClass.FREQUENT,
            WordClass.NEGATION,
            WordClass.REPAIR,
            WordClass.IMPROVEMENT,
            WordClass.OTHER_WORK,
            WordClass.READING,
            WordClass.FAILURE);

    private Generic() {}

    /** True if the sentence names something by a word of its own. */
    static boolean names(Sentence sentence) {
        return sentence.tokens().stream().anyMatch(token -> token.isWord() && (token.marks() & GENERIC) == 0);
    }

    /** True if it asks for the whole of everything. */
    static boolean sweeping(Sentence sentence) {
        if (!sentence.hasAny(WordClass.EVERYTHING) && !sentence.hasAny(WordClass.WHOLE)) {
            return false;
        }
        int verb = Asks.cleanUp(sentence);
        for (int at = verb + 1; verb >= 0 && at < sentence.size(); at++) {
            boolean everything = sentence.is(at, WordClass.EVERYTHING)
                    && !sentence.word(at + 1).equals("else");
            boolean whole = sentence.is(at, WordClass.WHOLE) && sentence.is(at + 1, WordClass.WHOLE_CODE);
            if ((everything || whole) && !Asks.negated(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    /** True if it names a part of the code in words. */
    static boolean namesPart(Sentence sentence) {
        for (int at = sentence.indexOf(WordClass.PART, 1); at > 0; at = sentence.indexOf(WordClass.PART, at + 1)) {
            boolean named = !sentence.word(at - 1).isEmpty()
                    && !sentence.has(at - 1, GENERIC)
                    && !sentence.is(at - 1, WordClass.NO_NAME);
            if (named) {
                return true;
            }
        }
        return false;
    }
}
