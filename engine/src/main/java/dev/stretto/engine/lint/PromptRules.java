package dev.stretto.engine.lint;

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
                reading.asks().stream().filter(Generic::sweeping).findFirst();
        if (sweeping.isPresent()) {
            return sweeping.map(sentence -> "It asks for everything at once (\"" + sentence.quote()
                    + "\") and names no file, symbol, test or part of the code.");
        }
        List<Sentence> told = reading.asks().stream()
                .filter(sentence -> !Limits.stated(sentence) && !ReportRequest.asked(sentence))
                .toList();
        if (told.stream().anyMatch(Generic::names)) {
            return Optional.empty();
        }
        boolean perspective = told.stream().anyMatch(Generic::namesPerspective);
        return reading.asks().stream()
                .filter(sentence -> Asks.work(sentence) || (!perspective && Asks.reading(sentence)))
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
                || reading.asks().stream().anyMatch(Generic::namesPart)
                || reading.scope().stream().anyMatch(Generic::names);
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
            boolean ofThat = at > 0 && Asks.failure(asks.get(at - 1)) && Asks.repairOfThat(asks.get(at));
            if (ofThat || Asks.repair(asks.get(at))) {
                return Optional.of(asks.get(at));
            }
        }
        return Optional.empty();
    }

    private static boolean showsFailure(Reading reading) {
        int context = reading.context().stream().mapToInt(Sentence::size).sum();
        return context >= SHORTEST_CONTEXT
                || !reading.code().isEmpty()
                || reading.tokens().anyMatch(Evidence::isIn)
                || reading.asks().stream().anyMatch(Evidence::isSymptom);
    }

    /** That nothing limits it; empty if something does. */
    static Optional<String> noConstraints(Reading reading, boolean goalLimits) {
        boolean limits = goalLimits
                || reading.limited()
                || !reading.constraints().isEmpty()
                || reading.onlyReads()
                || reading.asks().stream().anyMatch(Limits::stated)
                || reading.context().stream().anyMatch(Limits::stated);
        return limits || !reading.english()
                ? Optional.empty()
                : Optional.of("Nothing says what must not change: no constraint, and no 'writes'.");
    }

    /** What is vague in what it is to return; empty if nothing is. */
    static Optional<String> vagueReturn(Reading reading, boolean goalReports) {
        String returns = reading.returns();
        if (returns != null) {
            return ReportRequest.vague(returns)
                    ? Optional.of("\"" + returns.strip() + "\" does not say what to report.")
                    : Optional.empty();
        }
        boolean reports = goalReports
                || reading.onlyReads()
                || reading.asks().stream().anyMatch(ReportRequest::asked)
                || reading.context().stream().anyMatch(ReportRequest::asked);
        return reports || !reading.english()
                ? Optional.empty()
                : Optional.of("It does not say what to report in the end.");
    }
}
