package dev.stretto.engine.plan;

import dev.stretto.engine.text.FreeText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work for one subagent.
 *
 * @param id unique in its plan; see {@link PlanLimits#TASK_ID}
 * @param title the todo's text
 * @param prompt what the subagent is asked; absent for commands that need no asking
 * @param writes the task's scope: globs of what it may change, relative to the repository's root; absent if unknown, empty if
 *     it is to change nothing
 * @param locks named resources that only one task at a time may hold
 * @param needs tasks that must be completed before this one starts
 * @param related tasks whose failures are related to this one's: one subagent investigates them together
 * @param subagent who carries it out
 * @param timeout wall clock of one attempt
 * @param idle an attempt ends when it has shown no sign of life for so long; absent: never for that reason
 * @param attempts how many times it is tried at most, 1 or more
 * @param backoff the pause before the second attempt; it doubles with each further one, with jitter
 * @param environment what its commands find in their environment
 */
public record Task(
        String id,
        String title,
        @FreeText @Nullable Prompt prompt,
        @Nullable List<String> writes,
        List<String> locks,
        List<String> needs,
        List<String> related,
        SubagentSpec subagent,
        Duration timeout,
        @Nullable Duration idle,
        int attempts,
        Duration backoff,
        EnvironmentSpec environment) {

    public Task {
        writes = writes == null ? null : List.copyOf(writes);
        locks = List.copyOf(locks);
        needs = List.copyOf(needs);
        related = List.copyOf(related);
        if (attempts < 1) {
            throw new IllegalArgumentException("a task has at least one attempt, not " + attempts);
        }
    }

    /** Begins a task that is not read from a file. */
    public static TaskBuilder of(String id, SubagentSpec subagent) {
        return new TaskBuilder(id, subagent);
    }

    /** Begins a task that is like this one but for what is set. */
    public TaskBuilder toBuilder() {
        return of(id, subagent)
                .title(title)
                .prompt(prompt)
                .writes(writes)
                .locks(locks)
                .needs(needs)
                .related(related)
                .timeout(timeout)
                .idle(idle)
                .attempts(attempts)
                .backoff(backoff)
                .environment(environment);
    }

    /** The globs of its scope; none if the scope is unknown or the task is to change nothing. */
    public List<String> globs() {
        return writes == null ? List.of() : writes;
    }
}
