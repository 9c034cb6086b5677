package dev.stretto.subagents.git.integration;

import dev.stretto.engine.attempt.WorkResult;

/**
 * What a log says of the work of a task.
 *
 * @param task the id of the assignment's lead
 * @param attempt the attempt that did the work
 * @param result what it left behind
 */
public record RecordedWork(String task, int attempt, WorkResult result) {}
