package dev.stretto.engine.lint;

import dev.stretto.grammar.Sentence;
import dev.stretto.grammar.Sentences;
import dev.stretto.grammar.Token;
import java.util.List;
import java.util.Optional;

/**
 * The rules that look at one prompt. What they miss in it can be said in any words, so they look for English words only in
 * what is written in English, and are silent about everything else.
 */
final class PromptRules {
    private static final int SHORTEST_CONTEXT = 3;

    private PromptRules() {}

    /** What makes it too broad, as a sentence; empty if nothing does. */
    static Optional<String> tooBroad(Reading reading) {
        if (!reading.english() || namesPlace(reading)) {
            return Optional.empty();
        }
        Optional<Sentence> sweeping =
                reading.asks().stream().filter(Sentence::asksForEverything).findFirst();
        if (sweeping.isPresent()) {
            return sweeping.map(sentence -> "It asks for everything at once (\"" + sentence.quote()
                    + "\") and names no file, symbol, test or part of the code.");
        }
        List<Sentence> told = reading.asks().stream()
                .filter(sentence -> !sentence.statesLimits() && !sentence.asksForReport())
                .toList();
        if (told.stream().anyMatch(Sentence::namesSomething)) {
            return Optional.empty();
        }
        boolean perspective = told.stream().anyMatch(Sentence::namesPerspective);
        return reading.asks().stream()
                .filter(sentence -> sentence.asksForWork() || (!perspective && sentence.asksForAnswer()))
                .findFirst()
                .map(sentence ->
                        "\"" + sentence.quote() + "\" names no file, symbol, test or part of the code to work on.");
    }

    private static boolean namesPlace(Reading reading) {
        List<String> writes = reading.task().writes();
        boolean place = writes != null && !writes.isEmpty() && reading.limited();
        return place
                || !reading.code().isEmpty()
                || reading.tokens().anyMatch(Token::specific)
                || reading.asks().stream().anyMatch(Sentence::namesPart)
                || reading.scope().stream().anyMatch(Sentence::namesSomething);
    }

    /** What is to be repaired without a sign of how it fails; empty if nothing is. */
    static Optional<String> noContext(Reading reading, boolean goalShows) {
        if (!reading.english() || goalShows || showsFailure(reading)) {
            return Optional.empty();
        }
        return repaired(reading.asks())
                .map(
                        sentence -> "\"" + sentence.quote()
                                + "\" is to be repaired, but no error text, test name, stack trace or place says how it fails.");
    }

    private static Optional<Sentence> repaired(List<Sentence> asks) {
        for (int at = 0; at < asks.size(); at++) {
            boolean ofThat =
                    at > 0 && asks.get(at - 1).tellsOfFailure() && asks.get(at).asksForRepairOfThat();
            if (ofThat || asks.get(at).asksForRepair()) {
                return Optional.of(asks.get(at));
            }
        }
        return Optional.empty();
    }

    private static boolean showsFailure(Reading reading) {
        int context = reading.context().stream().mapToInt(Sentence::size).sum();
        return context >= SHORTEST_CONTEXT
                || !reading.code().isEmpty()
                || reading.tokens().anyMatch(Token::showsFailure)
                || reading.asks().stream().anyMatch(Sentence::tellsOfSymptom);
    }

    /** That nothing limits it; empty if something does. */
    static Optional<String> noConstraints(Reading reading, boolean goalLimits) {
        boolean limits = goalLimits
                || reading.limited()
                || !reading.constraints().isEmpty()
                || reading.onlyReads()
                || reading.asks().stream().anyMatch(Sentence::statesLimits)
                || reading.context().stream().anyMatch(Sentence::statesLimits);
        return limits || !reading.english()
                ? Optional.empty()
                : Optional.of("Nothing says what must not change: no constraint, and no 'writes'.");
    }

    /** What is vague in what it is to return; empty if nothing is. */
    static Optional<String> vagueReturn(Reading reading, boolean goalReports) {
        String returns = reading.returns();
        if (returns != null) {
            return Sentences.of(returns).saysNothing()
                    ? Optional.of("\"" + returns.strip() + "\" does not say what to report.")
                    : Optional.empty();
        }
        boolean reports = goalReports
                || reading.onlyReads()
                || reading.asks().stream().anyMatch(Sentence::asksForReport)
                || reading.context().stream().anyMatch(Sentence::asksForReport);
        return reports || !reading.english()
                ? Optional.empty()
                : Optional.of("It does not say what to report in the end.");
    }
}
