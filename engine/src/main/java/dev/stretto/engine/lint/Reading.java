package dev.stretto.engine.lint;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Task;
import dev.stretto.grammar.English;
import dev.stretto.grammar.Sentence;
import dev.stretto.grammar.Sentences;
import dev.stretto.grammar.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a subagent reads of its task, taken apart once for all rules.
 *
 * @param task the task
 * @param asks its title, and the text of its prompt or the goal
 * @param scope the scope, where the prompt has parts
 * @param context the context, where the prompt has parts
 * @param code the lines of the prompt and of its context that are no prose: logs, stack traces, code
 * @param english true if what is asked is written in English, so that English words can be looked for
 */
record Reading(
        Task task,
        List<Sentence> asks,
        List<Sentence> scope,
        List<Sentence> context,
        List<String> code,
        boolean english) {

    /** Takes a task's prompt apart. */
    static Reading of(Task task, Prompt prompt) {
        List<Sentence> asks = new ArrayList<>();
        List<Sentence> scope = new ArrayList<>();
        List<Sentence> context = new ArrayList<>();
        List<String> code = new ArrayList<>();
        if (!task.title().equals(task.id())) {
            read(task.title(), asks, code);
        }
        switch (prompt) {
            case Prompt.Text text -> read(text.text(), asks, code);
            case Prompt.Parts parts -> {
                read(parts.goal(), asks, code);
                read(parts.scope(), scope, code);
                read(parts.context(), context, code);
            }
        }
        return new Reading(task, asks, scope, context, code, English.is(asks));
    }

    private static void read(@Nullable String text, List<Sentence> prose, List<String> code) {
        if (text != null) {
            Sentences sentences = Sentences.of(text);
            prose.addAll(sentences.prose());
            code.addAll(sentences.codeLines());
        }
    }

    /** The constraints that stand in a part of their own. */
    List<String> constraints() {
        return task.prompt() instanceof Prompt.Parts parts ? parts.constraints() : List.of();
    }

    /** What it is to return, if that stands in a part of its own. */
    @Nullable
    String returns() {
        return task.prompt() instanceof Prompt.Parts parts ? parts.returns() : null;
    }

    /** Everything that is asked and told, but for constraints and return. */
    Stream<Token> tokens() {
        return Stream.of(asks, scope, context).flatMap(List::stream).flatMap(sentence -> sentence.tokens().stream());
    }

    /** True if it is known what it may change, and that is less than everything. */
    boolean limited() {
        List<String> writes = task.writes();
        return writes != null && writes.stream().noneMatch(Reading::isEverything);
    }

    private static boolean isEverything(String glob) {
        return glob.equals("**") || glob.equals("*") || glob.equals("**/*") || glob.equals("./**");
    }

    /** True if it is asked for an answer, and not to change anything. */
    boolean onlyReads() {
        List<String> writes = task.writes();
        boolean reads = english
                && asks.stream().anyMatch(Sentence::asksForAnswer)
                && asks.stream().noneMatch(Sentence::asksForWork);
        return reads || (writes != null && writes.isEmpty());
    }
}
