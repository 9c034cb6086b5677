package dev.stretto.grammar;

import java.util.function.IntPredicate;

/** What a sentence in English asks for: work, a repair, or only an answer. */
final class Asks {
    private static final long WORK = WordClass.marks(WordClass.REPAIR, WordClass.IMPROVEMENT, WordClass.OTHER_WORK);
    private static final long VERBS = WORK | WordClass.marks(WordClass.READING, WordClass.TELLING, WordClass.GIVING);
    private static final int NEAR = 4;

    private Asks() {}

    /** True if it asks to change something. */
    static boolean work(Sentence sentence) {
        return (sentence.marks() & WORK) != 0 && asksFor(sentence, at -> changes(sentence, at)) >= 0;
    }

    /** In "run lint, test and build" the last two are what is run. */
    private static boolean changes(Sentence sentence, int at) {
        boolean isRun = sentence.word(0).equals("run")
                && (sentence.word(at).equals("build") || sentence.word(at).equals("test"));
        return sentence.has(at, WORK) && !isRun;
    }

    /** True if it asks for an answer: to find, to review, to explain. */
    static boolean answer(Sentence sentence) {
        return sentence.hasAny(WordClass.READING) && asksFor(sentence, at -> sentence.is(at, WordClass.READING)) >= 0;
    }

    /** Where it asks to repair or improve something; -1 if it does not. */
    static int cleanUp(Sentence sentence) {
        return asksFor(sentence, at -> sweeps(sentence, at));
    }

    private static boolean sweeps(Sentence sentence, int at) {
        String next = sentence.word(at + 1);
        return sentence.is(at, WordClass.REPAIR)
                || sentence.is(at, WordClass.IMPROVEMENT)
                || (sentence.word(at).equals("make") && !next.equals("sure") && !next.equals("certain"))
                || (sentence.word(at).equals("go") && next.equals("through"));
    }

    /** True if it asks to repair what fails. */
    static boolean repair(Sentence sentence) {
        int verb = repairVerb(sentence);
        if (verb < 0) {
            return false;
        }
        int one = sentence.indexOf(WordClass.FAILURE_IF_REPAIRED, verb + 1);
        int several = sentence.indexOf(WordClass.SEVERAL_TO_REPAIR, verb + 1);
        return failure(sentence)
                || (one > verb && one <= verb + NEAR && sentence.word(one + 1).isEmpty())
                || (several > verb && several <= verb + NEAR);
    }

    /** True if it asks to repair what the sentence before has told. */
    static boolean repairOfThat(Sentence sentence) {
        int verb = repairVerb(sentence);
        return verb >= 0 && (verb == sentence.size() - 1 || sentence.is(verb + 1, WordClass.OBJECT));
    }

    /** True if it tells of something that fails. */
    static boolean failure(Sentence sentence) {
        for (int at = sentence.indexOf(WordClass.FAILURE, 0);
                at >= 0;
                at = sentence.indexOf(WordClass.FAILURE, at + 1)) {
            if (!sentence.is(at + 1, WordClass.NO_FAILURE_BEFORE)
                    && !negated(sentence, at)
                    && !foundByTools(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean foundByTools(Sentence sentence, int at) {
        int tool = sentence.indexOf(WordClass.FOUND_BY_TOOLS, Math.max(0, at - NEAR));
        return tool >= 0 && tool < at;
    }

    private static int repairVerb(Sentence sentence) {
        return asksFor(
                sentence,
                at -> sentence.is(at, WordClass.REPAIR)
                        || (sentence.word(at).equals("make") && (failure(sentence) || isWorking(sentence, at))));
    }

    private static boolean isWorking(Sentence sentence, int at) {
        return sentence.word(at + 1).equals("it") && sentence.word(at + 2).startsWith("work");
    }

    private static int asksFor(Sentence sentence, IntPredicate verb) {
        for (int at = 0; at < sentence.size(); at++) {
            if (verb.test(at) && asked(sentence, at)) {
                return at;
            }
        }
        return -1;
    }

    /** True where a verb stands as a request: at the beginning of a clause, or after "please", "and", "to" and the like. */
    static boolean asked(Sentence sentence, int at) {
        boolean position = at == 0 || sentence.endsClause(at - 1) || sentence.is(at - 1, WordClass.BEFORE_A_REQUEST);
        return position && !forbidden(sentence, at);
    }

    /**
     * True if a word stands in a part of its sentence that begins with a negation. That part goes on over a list ("do not rename,
     * move or delete") and ends where something else is asked for (", and add a test").
     */
    static boolean forbidden(Sentence sentence, int at) {
        if (!sentence.hasAny(WordClass.NEGATION)) {
            return false;
        }
        for (int before = at - 1; before >= 0; before--) {
            boolean and = sentence.word(before).equals("and") && sentence.endsClause(before - 1);
            if (sentence.is(before, WordClass.TURN) || (and && sentence.has(before + 1, VERBS))) {
                return false;
            }
            if (sentence.is(before, WordClass.NEGATION)) {
                return true;
            }
        }
        return false;
    }

    /** True if the word at this place stands soon after one that says to read it. */
    static boolean onlyRead(Sentence sentence, int at) {
        for (int before = Math.max(0, at - NEAR); before < at; before++) {
            if (sentence.is(before, WordClass.ONLY_READ)) {
                return true;
            }
        }
        return false;
    }

    /** True if a negation stands before this place in its sentence. */
    static boolean negated(Sentence sentence, int at) {
        int negation = sentence.indexOf(WordClass.NEGATION, 0);
        return negation >= 0 && negation < at;
    }
}
