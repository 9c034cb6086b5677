package dev.stretto.actors;

import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.process.MaxCommands;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an engine is opened.
 *
 * @param dataDirectory where it keeps everything; made if it is not there. One engine at a time can hold it
 * @param profiles command lines of coding agents by name, besides those that Stretto knows; same names replace
 * @param functions what plans may name as subagents, by name
 * @param grace how long a process group has between TERM and KILL
 * @param maxCommands how many commands may be at work at a time on this machine; the others wait
 * @param clock the time of day; another one than the system's in tests only
 */
public record EngineSettings(
        Path dataDirectory,
        Map<String, List<String>> profiles,
        Map<String, SubagentFunction> functions,
        Duration grace,
        MaxCommands maxCommands,
        Clock clock) {
    private static final Duration GRACE = Duration.ofSeconds(5);

    public EngineSettings {
        profiles = Map.copyOf(profiles);
        functions = Map.copyOf(functions);
    }

    /** The usual settings for a data directory: no functions, five seconds of grace, as much at a time as the machine's limits allow. */
    public static EngineSettings of(Path dataDirectory) {
        return new EngineSettings(dataDirectory, Map.of(), Map.of(), GRACE, MaxCommands.now(), Clock.systemUTC());
    }

    /** The same, with these Java functions for plans to name. */
    public EngineSettings withFunctions(Map<String, SubagentFunction> named) {
        return new EngineSettings(dataDirectory, profiles, named, grace, maxCommands, clock);
    }

    /** The same, with further command lines of coding agents. */
    public EngineSettings withProfiles(Map<String, List<String>> named) {
        return new EngineSettings(dataDirectory, named, functions, grace, maxCommands, clock);
    }

    /** The same, with another pause between TERM and KILL. */
    public EngineSettings withGrace(Duration pause) {
        return new EngineSettings(dataDirectory, profiles, functions, pause, maxCommands, clock);
    }

    /** The same, with another limit on how many commands are at work at a time. */
    public EngineSettings withMaxCommands(MaxCommands other) {
        return new EngineSettings(dataDirectory, profiles, functions, grace, other, clock);
    }

    /** The same, with another clock. */
    public EngineSettings withClock(Clock other) {
        return new EngineSettings(dataDirectory, profiles, functions, grace, maxCommands, other);
    }
}
