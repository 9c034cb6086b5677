package dev.stretto.actors.node;

import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandSlots;
import dev.stretto.subagents.process.MachineLeases;
import dev.stretto.subagents.process.Subagents;
import java.time.Duration;

/**
 * What a node starts and ends processes with.
 *
 * @param subagents launches subagents, and re-attaches to them
 * @param commands does the same with plain commands, such as the verification
 * @param leases the numbers that no two attempts on this machine have
 * @param slots for how many commands at a time there is room
 * @param grace how long a process group has between TERM and KILL
 */
public record Processes(
        Subagents subagents, CommandRunner commands, MachineLeases leases, CommandSlots slots, Duration grace) {}
