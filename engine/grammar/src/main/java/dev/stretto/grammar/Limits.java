package dev.stretto.grammar;

/** What a text in English forbids or keeps. */
final class Limits {
    private Limits() {}

    /** True if the sentence says what may not be changed, or what must stay. */
    static boolean stated(Sentence sentence) {
        if (sentence.hasAny(WordClass.FORBIDDING)) {
            return true;
        }
        for (int at = 0; at < sentence.size(); at++) {
            String word = sentence.word(at);
            boolean not = word.equals("not") && sentence.is(at - 1, WordClass.BEFORE_NOT);
            boolean none = word.equals("no") && (sentence.is(at + 1, WordClass.AFTER_NO) || at == 0);
            boolean never = word.equals("never") && !sentence.word(at + 1).endsWith("s");
            boolean still = word.equals("still") && sentence.word(at - 1).equals("must");
            if (not || none || never || still) {
                return true;
            }
        }
        return false;
    }
}
