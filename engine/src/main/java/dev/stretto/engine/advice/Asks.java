package dev.stretto.engine.advice;

import java.util.Set;

/** What a sentence in English asks for: work, a repair, or only an answer. */
final class Asks {
    private static final Set<String> REPAIRS =
            Vocabulary.of("fix fixing repair solve resolve debug mend correct troubleshoot stabilise stabilize");
    private static final Set<String> IMPROVEMENTS = Vocabulary.of("""
            improve improving optimise optimize refactor clean cleaning rewrite rework restructure modernise modernize polish
            enhance simplify tidy reorganise reorganize""");
    private static final Set<String> OTHER_WORK = Vocabulary.of("""
            make write implement create build add update test do finish complete upgrade document cover harden change replace
            remove rename move delete migrate port extract split merge convert translate shorten introduce support use give run
            handle set extend adapt adjust generate install configure wire round retry develop design draft bump""");
    private static final Set<String> READINGS = Vocabulary.of("""
            review audit analyse analyze find list explain compare investigate look locate identify describe summarise summarize
            evaluate assess inspect study research read check search determine map count report diagnose verify examine""");
    private static final Set<String> FAILURES = Vocabulary.of("""
            bug bugs failure failures failing fails failed race races crash crashes crashing deadlock deadlocks leak leaks flaky
            flakiness regression regressions error errors exception exceptions broken hang hangs""");
    private static final Set<String> FAILURES_IF_REPAIRED = Vocabulary.of("test tests issue issues problem problems build it");
    private static final Set<String> NOT_A_FAILURE_BEFORE =
            Vocabulary.of("handling message messages path paths page pages code codes class type types report reporting boundary");
    private static final Set<String> LEADS = Vocabulary.of("please pls plz and then or you u to also just now on should must");
    private static final Set<String> OBJECTS = Vocabulary.of("it them this that these asap please thx thanks");

    private Asks() {}

    /** True for the verbs that this class knows: they tell a short prompt as English. */
    static boolean known(String word) {
        return REPAIRS.contains(word)
                || IMPROVEMENTS.contains(word)
                || OTHER_WORK.contains(word)
                || READINGS.contains(word)
                || FAILURES.contains(word);
    }

    /** True if it asks to change something. */
    static boolean work(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            if (isWork(sentence.word(at)) && asked(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    /** True if it asks for an answer: to find, to review, to explain. */
    static boolean reading(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            if (READINGS.contains(sentence.word(at)) && asked(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    /** Where it asks to repair or improve something; -1 if it does not. */
    static int sweep(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            String word = sentence.word(at);
            String next = sentence.word(at + 1);
            boolean verb = REPAIRS.contains(word)
                    || IMPROVEMENTS.contains(word)
                    || word.equals("make") && !next.equals("sure") && !next.equals("certain")
                    || word.equals("go") && next.equals("through");
            if (verb && asked(sentence, at)) {
                return at;
            }
        }
        return -1;
    }

    /** True if it asks to repair what fails. */
    static boolean repair(Sentence sentence) {
        int verb = repairVerb(sentence);
        return verb >= 0 && (failure(sentence) || sentence.indexOfAny(FAILURES_IF_REPAIRED, verb + 1) == verb + 1
                || sentence.size() <= 8 && sentence.hasAny(FAILURES_IF_REPAIRED));
    }

    /** True if it asks to repair what the sentence before has told. */
    static boolean repairOfThat(Sentence sentence) {
        int verb = repairVerb(sentence);
        return verb >= 0 && (verb == sentence.size() - 1 || OBJECTS.contains(sentence.word(verb + 1)));
    }

    /** True if it tells of something that fails. */
    static boolean failure(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            if (FAILURES.contains(sentence.word(at))
                    && !NOT_A_FAILURE_BEFORE.contains(sentence.word(at + 1))
                    && !negated(sentence, at)) {
                return true;
            }
        }
        return false;
    }

    private static int repairVerb(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            String word = sentence.word(at);
            boolean pass = word.equals("make") && failure(sentence) || word.equals("make") && isWorking(sentence, at);
            if ((REPAIRS.contains(word) || pass) && asked(sentence, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isWorking(Sentence sentence, int at) {
        return sentence.word(at + 1).equals("it") && sentence.word(at + 2).startsWith("work");
    }

    private static boolean isWork(String word) {
        return REPAIRS.contains(word) || IMPROVEMENTS.contains(word) || OTHER_WORK.contains(word);
    }

    /** True where a verb stands as a request: at the beginning of a clause, or after "please", "and", "to" and the like. */
    static boolean asked(Sentence sentence, int at) {
        boolean position = at == 0
                || sentence.tokens().get(at - 1).endsClause()
                || LEADS.contains(sentence.word(at - 1));
        return position && !negated(sentence, at);
    }

    /** True if a negation stands before this place in its sentence. */
    static boolean negated(Sentence sentence, int at) {
        int negation = sentence.indexOfAny(English.NEGATIONS, 0);
        return negation >= 0 && negation < at;
    }
}
