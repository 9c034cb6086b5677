package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the kernel says about this boot of the machine. */
final class Kernel {
    /** The unit of a process's start is the same on every machine that Java 21 runs on. */
    private static final int TICKS_A_SECOND = 100;

    private static final String BOOT = read("/proc/sys/kernel/random/boot_id").orElse("unknown");

    private Kernel() {}

    /** The id of this boot. */
    static String boot() {
        return BOOT;
    }

    /** The time since boot in the unit of a process's start; 0 if unknown. */
    static long ticks() {
        return read("/proc/uptime")
                .map(uptime -> uptime.substring(0, uptime.indexOf(' ')))
                .map(seconds -> Math.round(Double.parseDouble(seconds) * TICKS_A_SECOND))
                .orElse(0L);
    }

    /** What the kernel's words for the seconds since boot stand for. */
    static Duration uptime(String seconds) {
        return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    }

    /** How long a process had been there at a moment of its own boot. */
    static Duration age(ProcessIdentity process, Duration uptime) {
        return uptime.minusMillis(process.started() * 1000 / TICKS_A_SECOND);
    }

    /** How long ago a process was started; empty if that was before this boot, or is unknown. */
    static Optional<Duration> age(ProcessIdentity process) {
        long now = ticks();
        return process.boot().equals(BOOT) && now >= process.started()
                ? Optional.of(Duration.ofMillis((now - process.started()) * 1000 / TICKS_A_SECOND))
                : Optional.empty();
    }

    /** Who a running process is; empty if it ended before it could be asked. */
    static Optional<ProcessIdentity> identify(Process process) {
        Optional<ProcessIdentity> identity =
                ProcessEntry.of(process.pid()).map(entry -> new ProcessIdentity(entry.pid(), entry.started(), boot()));
        // While it is alive its id is not given to another.
        return process.isAlive() ? identity : Optional.empty();
    }

    private static Optional<String> read(String file) {
        return SmallFile.read(Path.of(file)).map(String::strip);
    }
}
