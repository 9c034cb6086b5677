package dev.stretto.engine.planning;

import dev.stretto.engine.plan.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as a planner proposes it.
 *
 * @param id unique in its plan
 * @param title one line
 * @param prompt what its subagent is asked
 * @param writes globs of what it may change; empty: nothing; absent: not known
 * @param needs ids of the tasks that come before it
 * @param why the comment above it: why it is one task, and what is not known
 */
public record TaskDraft(
        String id,
        String title,
        Prompt.Parts prompt,
        @Nullable List<String> writes,
        List<String> needs,
        List<String> why) {

    public TaskDraft {
        writes = writes == null ? null : List.copyOf(writes);
        needs = List.copyOf(needs);
        why = List.copyOf(why);
    }
}
