package dev.stretto.subagents.process;

import dev.stretto.engine.plan.Placeholder;
import dev.stretto.engine.run.AttemptOrder;
import java.util.List;
import java.util.Map;

/** The words of a command. */
public final class CommandWords {
    private CommandWords() {}

    /** The words of an attempt's command with their placeholders replaced. */
    static List<String> replaced(List<String> words, AttemptOrder order, AttemptFiles files)
            throws SubagentStartException {
        if (order.prompt() == null
                && words.stream().anyMatch(word -> Placeholder.in(word).contains(Placeholder.PROMPT_FILE))) {
            throw new SubagentStartException("the command has a " + Placeholder.PROMPT_FILE + ", but task "
                    + order.id().task() + " has no prompt");
        }
        return replaced(
                words,
                Map.of(
                        Placeholder.TASK,
                        order.id().task(),
                        Placeholder.RUN,
                        order.run(),
                        Placeholder.ATTEMPT,
                        Integer.toString(order.id().attempt()),
                        Placeholder.PROMPT_FILE,
                        files.prompt().toString()));
    }

    /** The words of a command that is a run's and no task's, such as its verification: only its run can be told. */
    public static List<String> replaced(List<String> words, String run) {
        return replaced(words, Map.of(Placeholder.RUN, run));
    }

    private static List<String> replaced(List<String> words, Map<Placeholder, String> values) {
        return words.stream().map(word -> Placeholder.replaced(word, values)).toList();
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
