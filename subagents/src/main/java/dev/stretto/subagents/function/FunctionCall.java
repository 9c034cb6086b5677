package dev.stretto.subagents.function;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a function is told about the attempt that it carries out.
 *
 * @param run the run's id
 * @param task the task's id
 * @param attempt counted from 1
 * @param prompt the rendered prompt; absent if the task has none
 * @param directory the workspace; the function changes files below it only
 * @param signOfLife to be run now and then by a function whose task has an idle limit: it has no output to be seen by
 */
public record FunctionCall(
        String run, String task, int attempt, @Nullable String prompt, Path directory, Runnable signOfLife) {}
