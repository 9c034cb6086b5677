package dev.stretto.engine.testreport;

import org.jspecify.annotations.Nullable;

/**
 * One step of a stack trace.
 *
 * @param function the method or function, with its class where the runner names it; empty if it names none
 * @param file the source file with as much of its path as the trace gives, {@code /} between names; absent if it names none
 * @param line counted from 1; absent if the trace names none
 */
public record Frame(
        String function, @Nullable String file, @Nullable Integer line) {}
