package dev.stretto.subagents.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many commands a machine allows at a time, and which limit binds.
 *
 * @param commands at least 1
 * @param because the limit that binds, in words
 */
public record MaxCommands(int commands, String because) {

    /** What a command takes at least: a shell, the command, a child of its own, and the thread that waits for its end. */
    private static final int PROCESSES_EACH = 4;
    /** Files that are open while a command is started, and while its output is collected. */
    private static final int FILES_EACH = 4;
    /** A shell and the smallest of programs. What a coding agent takes is for the plan's {@code concurrency} to say. */
    private static final long BYTES_EACH = 8L << 20;
    /** How much of what is not in use is left to everybody else. */
    private static final double RESERVE = 0.1;

    private static final long KIBIBYTE = 1024;
    private static final long ROOT = 0;

    public MaxCommands {
        if (commands < 1) {
            throw new IllegalArgumentException("at most " + commands + " commands at a time: at least 1 is needed");
        }
    }

    /** Something of which there is only so much. */
    private record Limit(String name, String each, long all, long used, long perCommand) {
        long commands() {
            return Math.max(1, (long) ((all - used) * (1 - RESERVE) / perCommand));
        }

        MaxCommands toMaxCommands() {
            return new MaxCommands(
                    (int) Math.min(Integer.MAX_VALUE, commands()),
                    String.format(Locale.ROOT, "%s allows %,d %s, of which %,d are in use", name, all, each, used));
        }
    }

    /** How many this machine allows, as its limits are and with what is in use at this moment. */
    public static MaxCommands now() {
        return in(Path.of("/"));
    }

    /**
     * As {@link #now}, for a machine whose {@code /proc} and {@code /sys} are below another folder. What a limit is not known of
     * does not bind.
     */
    static MaxCommands in(Path root) {
        MachineFiles files = new MachineFiles(root);
        long threads =
                files.number("proc/loadavg", "\\S+ \\S+ \\S+ \\d+/(\\d+)").orElse(0L);
        List<Limit> limits = new ArrayList<>();
        files.number("proc/sys/kernel/pid_max", "(\\d+)")
                .ifPresent(all -> limits.add(processes("the kernel (kernel.pid_max)", all, threads)));
        files.number("proc/sys/kernel/threads-max", "(\\d+)")
                .ifPresent(all -> limits.add(processes("the kernel (kernel.threads-max)", all, threads)));
        files.number("proc/self/limits", "Max open files +(\\d+)")
                .ifPresent(all ->
                        limits.add(new Limit("ulimit -n", "open files", all, files.count("proc/self/fd"), FILES_EACH)));
        files.controlGroups("pids").flatMap(group -> processes(group).stream()).forEach(limits::add);
        memory(files).ifPresent(limits::add);
        files.controlGroups("memory").flatMap(group -> memory(group).stream()).forEach(limits::add);
        ofUser(files, threads, least(limits)).ifPresent(limits::add);
        return least(limits).map(Limit::toMaxCommands).orElse(new MaxCommands(Integer.MAX_VALUE, "no limit is known"));
    }

    private static Optional<Limit> least(List<Limit> limits) {
        return limits.stream().min(Comparator.comparingLong(Limit::commands));
    }

    /**
     * The limit on the threads of this user, which root does not have. To count these takes a look at every process: that is
     * not worth it where the limit would not bind even if all threads of the machine were theirs.
     */
    private static Optional<Limit> ofUser(MachineFiles files, long threads, Optional<Limit> least) {
        String name = "the user's limit (ulimit -u)";
        return files.user()
                .filter(user -> user != ROOT)
                .flatMap(user -> files.number("proc/self/limits", "Max processes +(\\d+)")
                        .filter(all -> least.isEmpty()
                                || processes(name, all, threads).commands()
                                        < least.get().commands())
                        .map(all -> processes(name, all, files.threadsOf(user))));
    }

    private static Optional<Limit> processes(MachineFiles.ControlGroup group) {
        return group.number("pids.max")
                .map(all -> processes(
                        "the control group" + group.name() + " (pids.max)",
                        all,
                        group.number("pids.current").orElse(0L)));
    }

    private static Limit processes(String name, long all, long used) {
        return new Limit(name, "processes and threads", all, used, PROCESSES_EACH);
    }

    private static Optional<Limit> memory(MachineFiles files) {
        return files.number("proc/meminfo", "MemTotal: +(\\d+) kB")
                .flatMap(total -> files.number("proc/meminfo", "MemAvailable: +(\\d+) kB")
                        .map(available -> bytes("the machine", total * KIBIBYTE, (total - available) * KIBIBYTE)));
    }

    /** What is in use counts the contents of files that were read long ago, and make room for whatever needs it. */
    private static Optional<Limit> memory(MachineFiles.ControlGroup group) {
        long charged = group.number("memory.current")
                .or(() -> group.number("memory.usage_in_bytes"))
                .orElse(0L);
        long givenBack = group.number("memory.stat", "(?m)^total_inactive_file (\\d+)")
                .or(() -> group.number("memory.stat", "(?m)^inactive_file (\\d+)"))
                .orElse(0L);
        return group.number("memory.max")
                .or(() -> group.number("memory.limit_in_bytes"))
                .map(all -> bytes("the control group" + group.name(), all, Math.max(0, charged - givenBack)));
    }

    private static Limit bytes(String name, long all, long used) {
        return new Limit(name, "bytes of memory", all, used, BYTES_EACH);
    }
}
