package dev.stretto.app.control;

import dev.stretto.actors.EngineSettings;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.subagents.process.MachineRoom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the program opens its engines: as usual, but for what the user's environment says. */
public final class OwnSettings {
    private static final String ROOM = "STRETTO_ROOM";

    private OwnSettings() {}

    /**
     * The settings of an engine on a data directory.
     *
     * @throws EngineError if the environment says something that can't be
     */
    public static EngineSettings of(DataDirectory data) throws EngineError {
        EngineSettings usual = EngineSettings.of(data.root());
        return room(System.getenv(ROOM)).map(usual::withRoom).orElse(usual);
    }

    /** How many commands may be at work at a time, if the user says so. */
    static Optional<MachineRoom> room(@Nullable String value) throws EngineError {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MachineRoom(Integer.parseInt(value.strip()), ROOM + " says so"));
        } catch (IllegalArgumentException e) {
            throw new EngineError(
                    EngineError.Kind.INPUT,
                    ROOM + " is \"" + value
                            + "\"; expected: a whole number from 1 on, of commands that may be at work at a" + " time");
        }
    }
}
