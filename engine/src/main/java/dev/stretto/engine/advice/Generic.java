package dev.stretto.engine.advice;

import java.util.Set;

/** English words that name nothing in particular: what is left of a sentence without them says what it is about. */
final class Generic {
    private static final Set<String> THINGS = Vocabulary.of("""
            code codebase code-base base repo repos repository project projects app apps application backend frontend back-end
            front-end performance quality coverage test tests testing unit integration documentation docs architecture structure
            system systems software program thing things stuff bug bugs issue issues error errors problem problems failure
            failures crash crashes race condition conditions build builds ci ui security style production clarity readability
            maintainability speed way ways part parts place places file files function functions mess lot lots bit little feature
            features everything anything something whatever nothing today tomorrow yesterday time times work works working""");
    private static final Set<String> QUALITIES = Vocabulary.of("""
            better best good clean cleaner fast faster nice nicer modern robust stable perfect perfectly excellent great ready
            properly correctly correct well old whole entire full failing flaky broken failed failures wrong bad slow ugly messy
            important asap quick quickly soon possible necessary needed less red green up-to-date production-ready readable
            maintainable efficient overall general several many various""");
    private static final Set<String> WHOLES = Vocabulary.of("entire whole full complete");
    private static final Set<String> EVERYTHING = Vocabulary.of("everything anything whatever");
    private static final Set<String> BASES = Vocabulary.of("""
            project code codebase code-base repo repository app application system software""");
    /** A word before one of these names a part of the code: "the scheduler module", "login route". */
    private static final Set<String> PARTS = Vocabulary.of("""
            module modules package service services component components subsystem class function endpoint endpoints page screen
            table command method crate library plugin route form job pipeline handler controller dialog view widget layer""");
    private static final Set<String> NO_NAMES = Vocabulary.of("every each main important");

    private Generic() {}

    /** True if the sentence names something by a word of its own. */
    static boolean names(Sentence sentence) {
        return sentence.tokens().stream().anyMatch(token -> token.isWord() && !is(token.word()));
    }

    /** True if it asks for the whole of everything. */
    static boolean sweeping(Sentence sentence) {
        int verb = Asks.sweep(sentence);
        if (verb < 0) {
            return false;
        }
        for (int at = verb + 1; at < sentence.size(); at++) {
            String word = sentence.word(at);
            boolean whole = WHOLES.contains(word) && BASES.contains(sentence.word(at + 1));
            if ((EVERYTHING.contains(word) && !sentence.word(at + 1).equals("else") || whole) && !Asks.negated(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    /** True if it names a part of the code in words. */
    static boolean namesPart(Sentence sentence) {
        for (int at = 1; at < sentence.size(); at++) {
            String before = sentence.word(at - 1);
            if (PARTS.contains(sentence.word(at)) && !before.isEmpty() && !is(before) && !NO_NAMES.contains(before)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(String word) {
        return THINGS.contains(word)
                || QUALITIES.contains(word)
                || English.FUNCTION_WORDS.contains(word)
                || English.NEGATIONS.contains(word)
                || Asks.known(word);
    }
}
