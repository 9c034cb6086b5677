package dev.stretto.actors;

import dev.stretto.actors.node.AgentProfiles;
import dev.stretto.actors.node.Background;
import dev.stretto.actors.node.Gate;
import dev.stretto.actors.node.GitWork;
import dev.stretto.actors.node.LocalNode;
import dev.stretto.actors.node.Node;
import dev.stretto.actors.node.NodeServices;
import dev.stretto.actors.node.Processes;
import dev.stretto.actors.run.RunServices;
import dev.stretto.actors.run.RunStores;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.DataDirectoryException;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.journal.TextEraser;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.CheckoutWatch;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.MachineLeases;
import dev.stretto.subagents.process.Subagents;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the actors of an engine work with: the stores of its data directory, its node, and threads for what blocks. */
final class EngineServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServices.class);
    /** How long work on workspaces may take to come to an end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EngineSettings settings;
    private final DataDirectory data;
    private final RunTable table;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Gate gate = new Gate();
    private final Background background = new Background(blocking, gate);
    private final CommandSlots slots;
    private final Node node;

    private EngineServices(EngineSettings settings, DataDirectory data, String nodeId, RunTable table) {
        this.settings = settings;
        this.data = data;
        this.table = table;
        this.slots = new CommandSlots(settings.maxCommands());
        this.node = new LocalNode(nodeServices(nodeId));
    }

    static EngineServices open(EngineSettings settings, DataDirectory data)
            throws DataDirectoryException, JournalException {
        return new EngineServices(settings, data, data.nodeId(), Stores.runs(data));
    }

    Node node() {
        return node;
    }

    RunTable table() {
        return table;
    }

    /** What runs need. */
    RunServices forRuns() {
        RunStores stores = new RunStores(
                Stores.seals(data),
                table,
                Stores.artifacts(data),
                (run, texts) -> TextEraser.erase(data.journal(), run, texts));
        return new RunServices(new EventCodec(), stores, node, background, settings.clock());
    }

    private NodeServices nodeServices(String id) {
        return new NodeServices(
                id,
                data,
                new Processes(
                        new Subagents(AgentProfiles.with(settings.profiles()), settings.functions()),
                        new CommandRunner(),
                        new MachineLeases(data.leases()),
                        slots,
                        settings.grace()),
                new GitWork(
                        new Worktrees(data.workspaces()),
                        new CheckoutWatch(data.workspaces()),
                        new BranchMerger(),
                        new Integrator()),
                Stores.artifacts(data),
                background,
                settings.clock());
    }

    /** What waits for room to start waits in vain from now on. */
    void launchNoMore() {
        slots.close();
    }

    /** Once the actors have stopped: work that is under way comes to its end. */
    @Override
    public void close() {
        if (!gate.close(PATIENCE)) {
            LOG.warn("some work on workspaces is still under way in {}", data.root());
        }
        blocking.shutdown();
        try {
            table.close();
        } catch (JournalException e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
