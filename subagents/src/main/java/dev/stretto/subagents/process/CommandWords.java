package dev.stretto.subagents.process;

import dev.stretto.engine.run.AttemptOrder;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a command. */
final class CommandWords {
    private static final String PROMPT_FILE = "{promptFile}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:task|run|attempt|promptFile)}");

    private CommandWords() {}

    /** The words with their placeholders replaced, in one pass: a replaced value is not looked at again. */
    static List<String> replaced(List<String> words, AttemptOrder order, AttemptFiles files)
            throws SubagentStartException {
        if (order.prompt() == null && words.stream().anyMatch(word -> word.contains(PROMPT_FILE))) {
            throw new SubagentStartException(
                    "the command has a {promptFile}, but task " + order.id().task() + " has no prompt");
        }
        Map<String, String> values = Map.of(
                "{task}",
                order.id().task(),
                "{run}",
                order.run(),
                "{attempt}",
                Integer.toString(order.id().attempt()),
                PROMPT_FILE,
                files.prompt().toString());
        return words.stream()
                .map(word -> PLACEHOLDER
                        .matcher(word)
                        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), ""))))
                .toList();
    }

    /** Refuses what no program can be given. */
    static void check(List<String> words) throws SubagentStartException {
        if (words.isEmpty()) {
            throw new SubagentStartException("the command has no words: it must name a program");
        }
        if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new SubagentStartException(
                    "the command has a word with a NUL character, which no program can be given");
        }
    }
}
