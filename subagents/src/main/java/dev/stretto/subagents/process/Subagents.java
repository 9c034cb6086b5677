package dev.stretto.subagents.process;

import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts whatever kind of subagent an order asks for, and takes up those that an earlier engine started. */
public final class Subagents {
    private final Profiles profiles;
    private final Map<String, SubagentFunction> functions;

    /**
     * With the profiles and functions that plans may name.
     *
     * @param functions each function by its name
     */
    public Subagents(Profiles profiles, Map<String, SubagentFunction> functions) {
        this.profiles = profiles;
        this.functions = Map.copyOf(functions);
    }

    /**
     * Starts the subagent that an order asks for.
     *
     * @param workingDirectory where it works
     * @throws SubagentStartException if it could not be started; nothing runs then
     */
    public RunningSubagent start(AttemptOrder order, AttemptFiles files, Path workingDirectory)
            throws SubagentStartException {
        return new CommandRunner()
                .start(profiles.command(order.run()).orElseThrow(), Map.of(), workingDirectory, files);
    }

    /**
     * Takes up a subagent that an earlier engine started.
     *
     * @return empty if it was never started; otherwise the subagent, watched again if it still runs, ended if it has ended,
     *     lost if nobody knows how it ended
     */
    public Optional<RunningSubagent> adopt(AttemptOrder order, AttemptFiles files) {
        return functions.isEmpty() ? Optional.empty() : new CommandRunner().adopt(files);
    }
}
