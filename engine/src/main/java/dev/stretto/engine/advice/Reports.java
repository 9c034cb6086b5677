package dev.stretto.engine.advice;

import java.util.Set;

/** What a prompt in English wants to be told in the end. */
final class Reports {
    private static final Set<String> VERBS = Vocabulary.of("""
            explain describe tell say summarise summarize list name state recommend note mention justify enumerate""");
    private static final Set<String> NOUNS = Vocabulary.of("""
            summary summaries recommendation recommendations findings finding conclusion conclusions write-up writeup""");
    private static final Set<String> GIVING = Vocabulary.of("return returns report output print show give provide send reply respond answer");
    private static final Set<String> WHAT = Vocabulary.of("""
            what which how why where whether each every the a an any all them it's back your root cause list table count findings
            me us files lines keys changes""");
    private static final Set<String> ANSWERS = Vocabulary.of("answer reply response report message");
    private static final Set<String> POSSESSIVES = Vocabulary.of("your the final in a short brief");
    private static final Set<String> QUESTIONS = Vocabulary.of("what which how why where whether if");
    private static final Set<String> KNOW = Vocabulary.of("know lmk");
    private static final Set<String> SAYS_NOTHING = Vocabulary.of("""
            the a an result results output outcome done ok okay success it fix fixed answer response finished ready status
            confirmation true false nothing n/a tbd that is was and when if yes no code work works everything anything
            something""");

    private Reports() {}

    /** True if the sentence says what to report. */
    static boolean asked(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            if (asked(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean asked(Sentence sentence, int at) {
        String word = sentence.word(at);
        String next = sentence.word(at + 1);
        if (VERBS.contains(word)) {
            return Asks.asked(sentence, at);
        }
        if (NOUNS.contains(word)) {
            return !Asks.negated(sentence, at);
        }
        if (KNOW.contains(word)) {
            return QUESTIONS.contains(next);
        }
        if (GIVING.contains(word) && Asks.asked(sentence, at)) {
            boolean heading = sentence.tokens().get(at).endsClause() || sentence.size() == 1;
            return heading || WHAT.contains(next) && !isValue(sentence, at);
        }
        return ANSWERS.contains(word) && POSSESSIVES.contains(sentence.word(at - 1)) && sentence.tokens().get(at).endsClause();
    }

    /** "and return the sum" is what code is to do, "return the list of files" and "Return the cause" what a subagent is. */
    private static boolean isValue(Sentence sentence, int at) {
        return at > 0 && sentence.word(at).startsWith("return") && !sentence.hasAny(Vocabularies.REPORTED);
    }

    /** True if a text that says what to return says nothing. */
    static boolean vague(String returns) {
        boolean any = false;
        for (Sentence sentence : Sentences.of(returns).prose()) {
            for (Token token : sentence.tokens()) {
                any = true;
                if (!SAYS_NOTHING.contains(token.word())) {
                    return false;
                }
            }
        }
        return any;
    }

    /** Words that tell a report from a value. */
    private static final class Vocabularies {
        static final Set<String> REPORTED = Vocabulary.of("""
                summary summaries list lists report findings table cause causes reason reasons files changes changed lines
                explanation overview recommendation recommendations structured""");
    }
}
