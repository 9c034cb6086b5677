package dev.stretto.actors;

import dev.stretto.persistence.Artifacts;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.persistence.EventCodec;
import dev.stretto.persistence.Seals;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.MachineRoom;
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
                new CommandSlots(MachineRoom.now()),
                new CommandRunner(),
                new Worktrees(data.workspaces()),
                new BranchMerger(),
                new Integrator(),
                new Artifacts(data.artifacts()),
                new Seals(data),
                blocking,
                new Gate(),
                clock,
                Duration.ofMillis(200));
    }
}
