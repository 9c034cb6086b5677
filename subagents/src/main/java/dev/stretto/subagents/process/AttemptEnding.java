package dev.stretto.subagents.process;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Ends everything that belongs to an attempt: asks it to with TERM, and after a while ends it with KILL.
 *
 * <p>The leader, which writes down how the command ended, gets no TERM, and its KILL last.
 */
final class AttemptEnding {
    private static final System.Logger LOG = System.getLogger(AttemptEnding.class.getName());

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    /** How long the leader may take to write the exit status once the command is gone. */
    private static final Duration LEADER_WRITES = Duration.ofMillis(500);
    /** KILL works at once, but for a process that waits for a device. */
    private static final Duration KILL_WORKS = Duration.ofSeconds(10);

    private final AttemptProcesses attempt;
    private final Set<ProcessEntry> asked = ConcurrentHashMap.newKeySet();

    AttemptEnding(AttemptProcesses attempt) {
        this.attempt = attempt;
    }

    boolean isAnythingLeft() {
        return !left(new Watch()).isEmpty();
    }

    /** Blocks until nothing is left. An interrupt cuts the grace short. */
    void end(Duration grace) {
        boolean interrupted = Thread.interrupted();
        if (!endsWhenAsked(interrupted ? Duration.ZERO : grace)) {
            interrupted |= Thread.interrupted();
            force();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endsWhenAsked(Duration grace) {
        Watch watch = new Watch();
        boolean askedAll = false;
        while (true) {
            List<ProcessEntry> left = left(watch);
            if (left.isEmpty()) {
                return true;
            }
            List<ProcessEntry> toAsk = askedAll ? withoutParent(left) : withoutLeader(left);
            parentsFirst(toAsk).stream().filter(asked::add).forEach(entry -> signal(entry, false));
            askedAll |= !toAsk.isEmpty();
            if (watch.passed(grace) || !watch.pause()) {
                return false;
            }
        }
    }

    /** A shell whose child ends before it has got the signal itself would go on with its next command. */
    private static List<ProcessEntry> parentsFirst(List<ProcessEntry> entries) {
        Map<Long, ProcessEntry> byPid =
                entries.stream().collect(Collectors.toMap(ProcessEntry::pid, entry -> entry, (a, b) -> a));
        return entries.stream()
                .sorted(Comparator.comparingInt(entry -> depth(entry, byPid)))
                .toList();
    }

    private static int depth(ProcessEntry entry, Map<Long, ProcessEntry> byPid) {
        int depth = 0;
        ProcessEntry parent = byPid.get(entry.parent());
        while (parent != null && depth < byPid.size()) {
            depth++;
            parent = byPid.get(parent.parent());
        }
        return depth;
    }

    private List<ProcessEntry> withoutLeader(List<ProcessEntry> left) {
        return left.stream()
                .filter(entry -> !attempt.leads(entry) && !attempt.becomesTheCommand(entry))
                .toList();
    }

    /** Those whose parent ended as it was asked to. The children of the others may be there to clean up, and are left to them. */
    private List<ProcessEntry> withoutParent(List<ProcessEntry> left) {
        Set<Long> parents = withoutLeader(left).stream().map(ProcessEntry::pid).collect(Collectors.toSet());
        return withoutLeader(left).stream()
                .filter(entry -> !parents.contains(entry.parent()))
                .toList();
    }

    private void force() {
        Watch watch = new Watch();
        boolean interrupted = false;
        List<ProcessEntry> left = left(watch);
        while (!left.isEmpty()) {
            if (watch.passed(KILL_WORKS)) {
                LOG.log(System.Logger.Level.WARNING, "these processes can''t be ended: {0}", left);
                break;
            }
            boolean leaderToo = watch.passed(LEADER_WRITES);
            left.stream().filter(entry -> leaderToo || !attempt.leads(entry)).forEach(entry -> signal(entry, true));
            interrupted |= !watch.pause();
            left = left(watch);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is left; looked for twice before it is said to be nothing, as a process in the middle of a fork or exec hides. */
    private List<ProcessEntry> left(Watch watch) {
        List<ProcessEntry> all = ProcessTable.OF_THIS_MACHINE.now();
        List<ProcessEntry> left = attempt.among(all);
        boolean mayHide = left.isEmpty() && attempt.mayHide(all);
        if (mayHide) {
            LockSupport.parkNanos(SHORTEST_PAUSE.toNanos());
        }
        if (mayHide || (left.isEmpty() && watch.sawSomething())) {
            left = attempt.among(ProcessTable.OF_THIS_MACHINE.now());
        }
        watch.saw(left);
        return left;
    }

    private static void signal(ProcessEntry entry, boolean force) {
        // The handle knows the start of the process that has the id now: if that is the one meant, no other gets the
        // signal.
        ProcessHandle.of(entry.pid())
                .filter(handle -> ProcessEntry.of(entry.pid())
                        .filter(now -> now.started() == entry.started())
                        .isPresent())
                .ifPresent(handle -> {
                    boolean sent = force ? handle.destroyForcibly() : handle.destroy();
                    LOG.log(System.Logger.Level.DEBUG, "{0} to {1}: {2}", force ? "KILL" : "TERM", entry, sent);
                });
    }

    /** How long something has taken, with pauses that grow. */
    private static final class Watch {
        private final long since = System.nanoTime();
        private Duration pause = SHORTEST_PAUSE;
        private boolean sawSomething;

        boolean passed(Duration limit) {
            return Duration.ofNanos(System.nanoTime() - since).compareTo(limit) >= 0;
        }

        /** False if the thread was interrupted. */
        boolean pause() {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return false;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            return true;
        }

        boolean sawSomething() {
            return sawSomething;
        }

        void saw(List<ProcessEntry> left) {
            sawSomething |= !left.isEmpty();
        }
    }
}
