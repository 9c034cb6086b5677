package dev.stretto.app.control;

import dev.stretto.actors.EngineSettings;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.subagents.process.MaxCommands;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the program opens its engines: as usual, but for what the user's environment says. */
public final class OwnSettings {
    private static final String MAX_COMMANDS = "STRETTO_MAX_COMMANDS";

    private OwnSettings() {}

    /**
     * The settings of an engine on a data directory.
     *
     * @throws EngineError if the environment says something that can't be
     */
    public static EngineSettings of(DataDirectory data) throws EngineError {
        EngineSettings usual = EngineSettings.of(data.root());
        return maxCommands(System.getenv(MAX_COMMANDS))
                .map(usual::withMaxCommands)
                .orElse(usual);
    }

    /** How many commands may be at work at a time, if the user says so. */
    static Optional<MaxCommands> maxCommands(@Nullable String value) throws EngineError {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MaxCommands(Integer.parseInt(value.strip()), MAX_COMMANDS + " says so"));
        } catch (IllegalArgumentException e) {
            throw new EngineError(
                    EngineError.Kind.INPUT,
                    MAX_COMMANDS + " is \"" + value
                            + "\"; expected: a whole number from 1 on, of commands that may be at work at a" + " time");
        }
    }
}
