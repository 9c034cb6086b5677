package dev.stretto.actors.node;

import dev.stretto.subagents.process.RunningSubagent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Looks when a subagent has last printed something or changed a file.
 *
 * @param subagent what is looked at
 * @param lastChange when a file was last changed where it works
 * @param clock the time of day
 */
record SignsOfLife(RunningSubagent subagent, Supplier<Instant> lastChange, Clock clock) {

    /** When it last showed that it is alive. */
    Instant last() {
        Instant printed = subagent.lastSignOfLife();
        Instant changed = lastChange.get();
        return changed.isAfter(printed) ? changed : printed;
    }

    /**
     * How long it has shown no sign of life. Where the clock was set since it began, the shorter of the two answers that follow
     * from that: better to wait too long than to end one that is at work.
     */
    Duration quiet() {
        Instant last = last();
        Duration byClock = Duration.between(last, clock.instant());
        Duration byAge = Duration.between(last, subagent.startedAt().plus(subagent.age()));
        Duration shorter = byClock.compareTo(byAge) < 0 ? byClock : byAge;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }
}
