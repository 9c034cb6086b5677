package dev.stretto.engine.plan;

import java.time.Duration;
import java.util.List;

/**
 * A command that may take only so long.
 *
 * @param command the program and its arguments, at least one word; {@code {run}} is replaced in them
 * @param timeout how long it may take
 */
public record TimedCommand(List<String> command, Duration timeout) {
    public TimedCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
    }
}
