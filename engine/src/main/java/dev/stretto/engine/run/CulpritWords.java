package dev.stretto.engine.run;

import dev.stretto.engine.synthesis.Culprits;
import java.util.List;
import java.util.stream.Collectors;

/** Puts it into words why a task was left out of a result that has to pass the verification. */
final class CulpritWords {
    private CulpritWords() {}

    static String why(String task, Culprits culprits) {
        List<List<String>> own =
                culprits.sets().stream().filter(set -> set.contains(task)).toList();
        if (own.isEmpty()) {
            return culprits.complete()
                    ? "it does not go together with what was kept, or builds on work that was left out"
                    : "the search for what fails the verification ended before it was known to pass with it";
        }
        return own.stream()
                .map(set -> set.size() == 1
                        ? "the verification fails with its work"
                        : "the verification fails with its work together with that of " + others(task, set))
                .collect(Collectors.joining("; "));
    }

    private static String others(String task, List<String> set) {
        return set.stream()
                .filter(other -> !other.equals(task))
                .map(other -> "'" + other + "'")
                .collect(Collectors.joining(" and "));
    }
}
