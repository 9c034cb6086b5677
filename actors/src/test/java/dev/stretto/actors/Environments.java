package dev.stretto.actors;

import dev.stretto.actors.node.AgentProfiles;
import dev.stretto.actors.node.Background;
import dev.stretto.actors.node.Gate;
import dev.stretto.actors.node.GitWork;
import dev.stretto.actors.node.LocalNode;
import dev.stretto.actors.node.NodeServices;
import dev.stretto.actors.node.Processes;
import dev.stretto.actors.run.RunServices;
import dev.stretto.actors.run.RunStores;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.seal.FileSeals;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.CheckoutWatch;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.MachineLeases;
import dev.stretto.subagents.process.MaxCommands;
import dev.stretto.subagents.process.Subagents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** What tests of single actors give them: everything in it is real. */
public final class Environments {
    public static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private Environments() {}

    public static RunServices in(Path folder, Map<String, SubagentFunction> functions, Executor blocking) {
        return in(folder, functions, blocking, Clock.systemUTC());
    }

    public static RunServices in(Path folder, Map<String, SubagentFunction> functions, Executor blocking, Clock clock) {
        DataDirectory data = new DataDirectory(folder);
        Background background = new Background(blocking, new Gate());
        NodeServices node = new NodeServices(
                "test",
                data,
                new Processes(
                        new Subagents(AgentProfiles.with(Map.of()), functions),
                        new CommandRunner(),
                        new MachineLeases(data.root().resolve("leases")),
                        new CommandSlots(MaxCommands.now()),
                        Duration.ofMillis(200)),
                new GitWork(
                        new Worktrees(data.workspaces()),
                        new CheckoutWatch(data.workspaces()),
                        new BranchMerger(),
                        new Integrator()),
                new FileArtifacts(data.artifacts()),
                background,
                clock);
        RunStores stores = new RunStores(new FileSeals(data), new ClosedRuns(), node.artifacts(), (run, texts) -> {});
        return new RunServices(new EventCodec(), stores, new LocalNode(node), background, clock);
    }
}
