package dev.stretto.subagents.process;

import java.nio.file.Path;

/** The contract of subagents, for commands of this engine. */
class StartedCommandContractTest extends RunningSubagentContract {

    @Override
    RunningSubagent succeeding() throws Exception {
        return shell("echo done");
    }

    @Override
    RunningSubagent failing() throws Exception {
        return shell("echo broken >&2; exit 1");
    }

    @Override
    RunningSubagent working() throws Exception {
        return working("");
    }

    @Override
    RunningSubagent stubborn() throws Exception {
        return working("trap '' TERM; ");
    }

    private RunningSubagent working(String before) throws Exception {
        Path pipe = attempts.pipe();
        RunningSubagent subagent = shell(before + "echo at work > '" + pipe + "'; while :; do sleep 1000; done");
        Attempts.heardFrom(pipe);
        return subagent;
    }

    private RunningSubagent shell(String text) throws Exception {
        return started(attempts.nextFiles(), text);
    }

    RunningSubagent started(AttemptFiles files, String text) throws Exception {
        return attempts.shell(files, text);
    }
}
