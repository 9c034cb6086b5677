package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which processes belong to an attempt: those that carry its cookie, those in its session, and the children of either.
 *
 * <p>The session is known by its id, the leader's, which the kernel gives to another process once the whole session is
 * gone. So it counts only while one of its processes is known to be the attempt's: the leader; one that carries the cookie; or
 * one that was there before the leader's end.
 */
final class AttemptProcesses {
    private final @Nullable ProcessIdentity leader;
    private final String cookie;
    /** The starts of processes by their ids: what was seen to belong to the attempt does so after its parent has gone, too. */
    private final Map<Long, Long> seen = new ConcurrentHashMap<>();

    private volatile long leaderEndedAt;

    /**
     * The processes of an attempt.
     *
     * @param leader absent if it is not known, or was one of an earlier boot
     */
    AttemptProcesses(@Nullable ProcessIdentity leader, String cookie) {
        this.leader = leader;
        this.cookie = cookie;
    }

    /**
     * Says that the leader has ended.
     *
     * @param ticks when it was last known to be there: whoever looks late must not take for ours what came after its end
     */
    void leaderEnded(long ticks) {
        leaderEndedAt = ticks;
    }

    /** True if this is the process that carries the attempt out, and writes down how the command ended. */
    boolean leads(ProcessEntry entry) {
        return leader != null && entry.pid() == leader.pid() && entry.started() == leader.started();
    }

    /**
     * True if this process is about to become the command, but still is a copy of the leader, which a signal does not end.
     */
    boolean becomesTheCommand(ProcessEntry entry) {
        return leader != null
                && entry.parent() == leader.pid()
                && ProcessEntry.commandLine(entry.pid()).equals(ProcessEntry.commandLine(leader.pid()));
    }

    /** Those among these processes that belong to the attempt and are still at work. */
    List<ProcessEntry> among(Collection<ProcessEntry> processes) {
        Set<ProcessEntry> members = processes.stream()
                .filter(entry -> leads(entry) || entry.cookies().contains(cookie) || wasSeen(entry))
                .collect(Collectors.toCollection(HashSet::new));
        sessionOf(processes, members)
                .ifPresent(session -> processes.stream()
                        .filter(entry -> entry.session() == session)
                        .forEach(members::add));
        addChildren(processes, members);
        members.forEach(member -> seen.put(member.pid(), member.started()));
        long self = ProcessHandle.current().pid();
        return members.stream()
                .filter(entry -> !entry.ended() && entry.pid() != self)
                .toList();
    }

    /** True if one of these processes may belong to the attempt, and its environment does not say so at this moment. */
    boolean mayHide(Collection<ProcessEntry> processes) {
        return leader != null
                && processes.stream()
                        .anyMatch(entry -> entry.session() == leader.pid() && !entry.ended() && !entry.hasSaid());
    }

    private boolean wasSeen(ProcessEntry entry) {
        Long started = seen.get(entry.pid());
        return started != null && started == entry.started();
    }

    private Optional<Long> sessionOf(Collection<ProcessEntry> processes, Set<ProcessEntry> members) {
        if (leader == null) {
            return Optional.empty();
        }
        ProcessIdentity led = leader;
        boolean idIsAnothers =
                processes.stream().anyMatch(entry -> entry.pid() == led.pid() && entry.started() != led.started());
        boolean stillOurs = !idIsAnothers
                && processes.stream()
                        .filter(entry -> entry.session() == led.pid())
                        .anyMatch(entry -> members.contains(entry)
                                || (entry.started() >= led.started() && entry.started() <= leaderEndedAt));
        return stillOurs ? Optional.of(led.pid()) : Optional.empty();
    }

    private static void addChildren(Collection<ProcessEntry> processes, Set<ProcessEntry> members) {
        Map<Long, List<ProcessEntry>> children =
                processes.stream().collect(Collectors.groupingBy(ProcessEntry::parent));
        Deque<ProcessEntry> parents = new ArrayDeque<>(members);
        while (!parents.isEmpty()) {
            ProcessEntry parent = parents.pop();
            for (ProcessEntry child : children.getOrDefault(parent.pid(), List.of())) {
                if (child.started() >= parent.started() && members.add(child)) {
                    parents.push(child);
                }
            }
        }
    }
}
