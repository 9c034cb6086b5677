package dev.stretto.subagents.process;

import java.nio.file.Path;

/** The contract of subagents, for commands that an earlier engine started. */
class ReattachedCommandContractTest extends StartedCommandContractTest {

    @Override
    RunningSubagent started(AttemptFiles files, String text) throws Exception {
        Path pipe = attempts.pipe();
        super.started(files, "echo started > '" + pipe + "'; " + text);
        Attempts.heardFrom(pipe);
        return attempts.reattach(files);
    }
}
