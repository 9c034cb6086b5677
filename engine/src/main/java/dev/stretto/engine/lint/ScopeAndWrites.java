package dev.stretto.engine.lint;

import dev.stretto.engine.text.Listed;
import dev.stretto.grammar.Sentence;
import dev.stretto.grammar.Sentences;
import dev.stretto.grammar.TestNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds a prompt's scope against what the task may write.
 *
 * <p>A scope is where to look, {@code writes} is what may change, and they need not be the same: a failing test is the scope,
 * and the code that it tests is changed; code is the scope, and tests or documents for it are written. So they disagree only
 * if the scope names paths, no glob covers one of them, and either all of them are of the same sort (code, tests, documents),
 * or tests or documents are all that may change and nothing in the prompt speaks of tests or documents.
 */
final class ScopeAndWrites {
    private static final int GLOBS_TOLD = 3;

    private enum Sort {
        CODE,
        TESTS,
        DOCUMENTS;

        static Sort of(String path) {
            return TestNames.isTest(path) ? TESTS : TestNames.isDocument(path) ? DOCUMENTS : CODE;
        }
    }

    private ScopeAndWrites() {}

    static Optional<String> disagreement(Reading reading) {
        List<String> writes = reading.task().writes();
        List<String> paths = reading.scope().stream()
                .flatMap(sentence -> sentence.tokens().stream())
                .filter(token -> token.file() || token.folder())
                .map(token -> Paths.plain(token.text()))
                .toList();
        if (writes == null || writes.isEmpty() || paths.isEmpty() || !disagree(reading, paths, writes)) {
            return Optional.empty();
        }
        return Optional.of("Its scope is " + String.join(", ", paths) + ", but it may only write "
                + Listed.first(GLOBS_TOLD, writes) + ".");
    }

    private static boolean disagree(Reading reading, List<String> paths, List<String> writes) {
        for (String path : paths) {
            for (String glob : writes) {
                if (!contradicts(reading, Sort.of(path), Sort.of(glob)) || PromptGlobs.meet(path, glob)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean contradicts(Reading reading, Sort scope, Sort written) {
        return scope == written
                || switch (written) {
                    case CODE -> false;
                    case TESTS ->
                        scope == Sort.CODE && reading.english() && !speaksOf(reading, Sentence::speaksOfTests);
                    case DOCUMENTS -> reading.english() && !speaksOf(reading, Sentence::speaksOfDocuments);
                };
    }

    private static boolean speaksOf(Reading reading, Predicate<Sentence> subject) {
        return reading.asks().stream().anyMatch(subject)
                || reading.constraints().stream()
                        .flatMap(constraint -> Sentences.of(constraint).prose().stream())
                        .anyMatch(subject);
    }
}
