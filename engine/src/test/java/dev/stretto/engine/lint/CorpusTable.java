package dev.stretto.engine.lint;

import dev.stretto.engine.lint.PromptCorpus.Entry;
import dev.stretto.engine.lint.PromptCorpus.Score;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of docs/prompts.md that follow from the code, as Markdown. */
final class CorpusTable {
    private CorpusTable() {}

    static String rules() {
        return Stream.concat(
                        Stream.of("| rule | why | better |", "|---|---|---|"),
                        Stream.of(LintRule.values())
                                .map(rule -> "| `" + rule.id() + "` | " + rule.why() + " | `" + rule.example() + "` |"))
                .collect(Collectors.joining("\n"));
    }

    static String scores(List<Entry> entries) {
        List<String> lines = new ArrayList<>(
                List.of("| rule | hits | false alarms | misses | precision | recall |", "|---|---|---|---|---|---|"));
        PromptCorpus.scores(entries)
                .forEach((rule, score) -> lines.add("| `" + rule.id() + "` | " + line(score) + " |"));
        return String.join("\n", lines);
    }

    private static String line(Score score) {
        return String.join(
                " | ",
                String.valueOf(score.hits()),
                String.valueOf(score.falseAlarms()),
                String.valueOf(score.misses()),
                share(score.hits(), score.hits() + score.falseAlarms()),
                share(score.hits(), score.hits() + score.misses()));
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%d %%", Math.round(100.0 * part / whole));
    }

    /** Where the rules and the person disagree, prompt by prompt. */
    static String differences(List<Entry> entries) {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            Set<String> differences = new LinkedHashSet<>();
            new TreeMap<>(entry.expected()).forEach((task, expected) -> {
                Set<LintRule> found = entry.found().getOrDefault(task, Set.of());
                without(found, expected).forEach(rule -> differences.add("false alarm of `" + rule + "`"));
                without(expected, found).forEach(rule -> differences.add("missed by `" + rule + "`"));
            });
            if (!differences.isEmpty()) {
                lines.add("- " + entry.name() + ": " + String.join(", ", differences));
            }
        }
        return String.join("\n", lines);
    }

    private static Set<LintRule> without(Set<LintRule> some, Set<LintRule> others) {
        Set<LintRule> rest = EnumSet.noneOf(LintRule.class);
        rest.addAll(some);
        rest.removeAll(others);
        return rest;
    }
}
