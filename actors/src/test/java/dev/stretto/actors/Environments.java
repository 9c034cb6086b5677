package dev.stretto.actors;

import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.seal.FileSeals;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.MaxCommands;
import dev.stretto.subagents.process.Subagents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** Environments for tests of single actors: everything in them is real. */
final class Environments {
    static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private Environments() {}

    static RunEnvironment in(Path folder, Map<String, SubagentFunction> functions, Executor blocking) {
        return in(folder, functions, blocking, Clock.systemUTC());
    }

    static RunEnvironment in(Path folder, Map<String, SubagentFunction> functions, Executor blocking, Clock clock) {
        DataDirectory data = new DataDirectory(folder);
        return new RunEnvironment(
                data,
                new EventCodec(),
                new Subagents(AgentProfiles.with(Map.of()), functions),
                new CommandSlots(MaxCommands.now()),
                new CommandRunner(),
                new Worktrees(data.workspaces()),
                new BranchMerger(),
                new Integrator(),
                new FileArtifacts(data.artifacts()),
                new FileSeals(data),
                new ClosedRuns(),
                "0123456789abcdef",
                blocking,
                new Gate(),
                clock,
                Duration.ofMillis(200));
    }
}
