package dev.stretto.grammar;

import java.util.List;

/** What a text in English wants to be told in the end. */
final class ReportRequest {
    private static final long SIGNS = WordClass.marks(
            WordClass.TELLING, WordClass.ACCOUNT, WordClass.KNOWING, WordClass.GIVING, WordClass.ANSWER);

    private ReportRequest() {}

    /** True if the sentence says what to report. */
    static boolean asked(Sentence sentence) {
        if ((sentence.marks() & SIGNS) == 0) {
            return false;
        }
        for (int at = 0; at < sentence.size(); at++) {
            if (sentence.has(at, SIGNS) && asked(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean asked(Sentence sentence, int at) {
        boolean question = sentence.is(at + 1, WordClass.QUESTION);
        if (sentence.is(at, WordClass.TELLING)) {
            return question || Asks.asked(sentence, at) || sentence.word(at - 1).equals("and");
        }
        if (sentence.is(at, WordClass.ACCOUNT)) {
            return !Asks.negated(sentence, at);
        }
        if (sentence.is(at, WordClass.KNOWING)) {
            return question;
        }
        if (sentence.is(at, WordClass.GIVING) && Asks.asked(sentence, at)) {
            boolean heading = sentence.endsClause(at) || sentence.size() == 1;
            return heading || (sentence.is(at + 1, WordClass.GIVEN) && !isValue(sentence, at));
        }
        return sentence.is(at, WordClass.ANSWER)
                && sentence.is(at - 1, WordClass.BEFORE_ANSWER)
                && sentence.endsClause(at);
    }

    /** "and return the sum" is what code is to do, "return the list of files" and "Return the cause" what a subagent is. */
    private static boolean isValue(Sentence sentence, int at) {
        return at > 0 && sentence.word(at).startsWith("return") && !sentence.hasAny(WordClass.REPORTED);
    }

    /** True if sentences that say what to report say nothing. */
    static boolean vague(List<Sentence> returns) {
        return returns.stream()
                .flatMap(sentence -> sentence.tokens().stream())
                .allMatch(token -> WordClass.SAYS_NOTHING.isIn(token.marks()));
    }
}
