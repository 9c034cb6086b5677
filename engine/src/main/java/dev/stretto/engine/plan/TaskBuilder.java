package dev.stretto.engine.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a task together, for plans that are made in Java. What is not set is as in a plan file that leaves it out. */
public final class TaskBuilder {
    private final String id;
    private final SubagentSpec subagent;
    private String title;
    private @Nullable Prompt prompt;
    private @Nullable List<String> writes;
    private List<String> locks = List.of();
    private List<String> needs = List.of();
    private List<String> related = List.of();
    private Duration timeout = PlanLimits.TIMEOUT;
    private @Nullable Duration idle;
    private int attempts = 1;
    private Duration backoff = PlanLimits.BACKOFF;
    private EnvironmentSpec environment = EnvironmentSpec.NONE;

    TaskBuilder(String id, SubagentSpec subagent) {
        this.id = id;
        this.title = id;
        this.subagent = subagent;
    }

    /** The todo's text; its id if not set. */
    public TaskBuilder title(String text) {
        title = text;
        return this;
    }

    /** What the subagent is asked; null for nothing. */
    public TaskBuilder prompt(@Nullable Prompt asked) {
        prompt = asked;
        return this;
    }

    /** Its scope: globs of what it may change. An empty list means that it changes nothing, null that this is not known. */
    public TaskBuilder writes(@Nullable List<String> globs) {
        writes = globs;
        return this;
    }

    /** Named resources that only one task at a time may hold. */
    public TaskBuilder locks(List<String> resources) {
        locks = resources;
        return this;
    }

    /** Tasks that must be completed before this one starts. */
    public TaskBuilder needs(List<String> tasks) {
        needs = tasks;
        return this;
    }

    /** Tasks that one subagent investigates together with this one. */
    public TaskBuilder related(List<String> tasks) {
        related = tasks;
        return this;
    }

    /** How long one attempt may take. */
    public TaskBuilder timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    /** How long an attempt may show no sign of life; null for any time. */
    public TaskBuilder idle(@Nullable Duration longest) {
        idle = longest;
        return this;
    }

    /** How many times it is tried at most, 1 or more. */
    public TaskBuilder attempts(int most) {
        attempts = most;
        return this;
    }

    /** The pause before the second attempt. */
    public TaskBuilder backoff(Duration pause) {
        backoff = pause;
        return this;
    }

    /** What its commands find in their environment. */
    public TaskBuilder environment(EnvironmentSpec found) {
        environment = found;
        return this;
    }

    /**
     * The task.
     *
     * @throws IllegalArgumentException if it would not be tried even once
     */
    public Task build() {
        return new Task(
                id,
                title,
                prompt,
                writes,
                locks,
                needs,
                related,
                subagent,
                timeout,
                idle,
                attempts,
                backoff,
                environment);
    }
}
