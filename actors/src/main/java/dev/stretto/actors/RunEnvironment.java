package dev.stretto.actors;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.seal.SealStore;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.Subagents;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What the actors of an engine carry effects out with.
 *
 * @param data where everything is kept
 * @param codec turns events into entries of the log
 * @param subagents starts and re-attaches to what carries attempts out
 * @param slots for how many commands at a time there is room
 * @param commands runs verifications
 * @param worktrees makes the workspaces
 * @param merger merges the tasks' branches
 * @param integrator puts the merged result where the plan wants it
 * @param artifacts keeps outputs
 * @param seals keeps the hashes that the logs of finished runs end in
 * @param runs the run table, which is told what is closed
 * @param node the id of the node that this is
 * @param blocking runs whatever may block, one virtual thread a piece; never the actors' dispatcher
 * @param gate what work goes through that must not go on once the engine is closed
 * @param clock the time of day
 * @param grace how long a process group has between TERM and KILL
 */
record RunEnvironment(
        DataDirectory data,
        EventCodec codec,
        Subagents subagents,
        CommandSlots slots,
        CommandRunner commands,
        Worktrees worktrees,
        BranchMerger merger,
        Integrator integrator,
        ArtifactStore artifacts,
        SealStore seals,
        RunTable runs,
        String node,
        Executor blocking,
        Gate gate,
        Clock clock,
        Duration grace) {}
