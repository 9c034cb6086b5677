package dev.stretto.engine.advice;

import java.util.Set;

/** What a prompt in English forbids or keeps. */
final class Limits {
    private static final Set<String> FORBIDDING = Vocabulary.of("""
            don't dont never only without avoid keep leave leaving unchanged untouched preserve mustn't shouldn't nothing except
            unless outside alone stay stays within limit limited restrict""");
    private static final Set<String> MAY_NOT = Vocabulary.of("do must should may shall can");
    private static final Set<String> NO_WHAT = Vocabulary.of("""
            new other change changes further more additional code external breaking public behaviour behavior refactoring edits
            modifications dependencies dependency api tests files file""");

    private Limits() {}

    /** True if the sentence says what may not be changed, or what must stay. */
    static boolean stated(Sentence sentence) {
        if (sentence.hasAny(FORBIDDING)) {
            return true;
        }
        for (int at = 0; at < sentence.size(); at++) {
            String word = sentence.word(at);
            boolean not = word.equals("not") && MAY_NOT.contains(sentence.word(at - 1));
            boolean none = word.equals("no") && (NO_WHAT.contains(sentence.word(at + 1)) || at == 0);
            boolean still = word.equals("still") && sentence.word(at - 1).equals("must");
            if (not || none || still) {
                return true;
            }
        }
        return false;
    }
}
