package dev.stretto.subagents.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * For how many commands at a time a machine has room, and what it is that there is no more of.
 *
 * @param commands at least 1
 * @param because the limit that binds, in words
 */
public record MachineRoom(int commands, String because) {

    /** What a command takes at least: a shell, the command, a child of its own, and the thread that waits for its end. */
    private static final int PROCESSES_EACH = 4;
    /** Files that are open while a command is started, and while its output is gathered. */
    private static final int FILES_EACH = 4;
    /** A shell and the smallest of programs. What a coding agent takes is for the plan's {@code concurrency} to say. */
    private static final long BYTES_EACH = 8L << 20;
    /** What is left to everybody else. */
    private static final double RESERVE = 0.1;

    private static final long KIBIBYTE = 1024;

    /** Something of which there is only so much. */
    private record Limit(String name, String each, long all, long used, long perCommand) {
        long room() {
            return Math.max(1, (long) ((all * (1 - RESERVE) - used) / perCommand));
        }

        MachineRoom asRoom() {
            return new MachineRoom(
                    (int) Math.min(Integer.MAX_VALUE, room()),
                    String.format(Locale.ROOT, "%s allows %,d %s, of which %,d are in use", name, all, each, used));
        }
    }

    /** The room on this machine, as its limits are and with what is in use at this moment. */
    public static MachineRoom now() {
        return in(Path.of("/"));
    }

    /**
     * As {@link #now}, for a machine whose {@code /proc} and {@code /sys} are below another folder. What a limit is not known of
     * does not bind.
     */
    static MachineRoom in(Path root) {
        Files files = new Files(root);
        List<Limit> limits = new ArrayList<>();
        long threads =
                files.number("proc/loadavg", "\\S+ \\S+ \\S+ \\d+/(\\d+)").orElse(0L);
        String own = "proc/self/limits";
        files.number(own, "Max processes +(\\d+)")
                .ifPresent(all -> limits.add(processes("the user's limit (ulimit -u)", all, threads)));
        files.number("proc/sys/kernel/pid_max", "(\\d+)")
                .ifPresent(all -> limits.add(processes("the kernel (kernel.pid_max)", all, threads)));
        files.number("proc/sys/kernel/threads-max", "(\\d+)")
                .ifPresent(all -> limits.add(processes("the kernel (kernel.threads-max)", all, threads)));
        files.inControlGroup("pids", "pids.max").ifPresent(all -> {
            long used = files.inControlGroup("pids", "pids.current").orElse(0L);
            limits.add(processes("the control group (pids.max)", all, used));
        });
        files.number(own, "Max open files +(\\d+)")
                .ifPresent(all ->
                        limits.add(new Limit("ulimit -n", "open files", all, files.count("proc/self/fd"), FILES_EACH)));
        memory(files).ifPresent(limits::add);
        return limits.stream()
                .min(Comparator.comparingLong(Limit::room))
                .map(Limit::asRoom)
                .orElse(new MachineRoom(Integer.MAX_VALUE, "no limit is known"));
    }

    private static Limit processes(String name, long all, long used) {
        return new Limit(name, "processes and threads", all, used, PROCESSES_EACH);
    }

    private static Optional<Limit> memory(Files files) {
        Optional<Limit> machine = files.number("proc/meminfo", "(?s).*MemTotal: +(\\d+) kB.*")
                .flatMap(total -> files.number("proc/meminfo", "(?s).*MemAvailable: +(\\d+) kB.*")
                        .map(available -> bytes("the machine", total * KIBIBYTE, (total - available) * KIBIBYTE)));
        Optional<Limit> group = files.inControlGroup("memory", "memory.max")
                .or(() -> files.inControlGroup("memory", "memory.limit_in_bytes"))
                .map(all -> bytes(
                        "the control group",
                        all,
                        files.inControlGroup("memory", "memory.current")
                                .or(() -> files.inControlGroup("memory", "memory.usage_in_bytes"))
                                .orElse(0L)));
        return Stream.of(machine, group).flatMap(Optional::stream).min(Comparator.comparingLong(Limit::room));
    }

    private static Limit bytes(String name, long all, long used) {
        return new Limit(name, "bytes of memory", all, used, BYTES_EACH);
    }

    /** The files in which Linux tells its limits. */
    private record Files(Path root) {
        private static final Pattern GROUP = Pattern.compile("(?m)^\\d+:([^:]*):/?(.*)$");

        Optional<Long> number(String file, String pattern) {
            return SmallFile.read(root.resolve(file)).flatMap(text -> first(text, pattern));
        }

        long count(String folder) {
            String[] names = root.resolve(folder).toFile().list();
            return names == null ? 0 : names.length;
        }

        /** A number of the control group that this process is in; empty if it is unlimited there, or in none. */
        Optional<Long> inControlGroup(String controller, String file) {
            return SmallFile.read(root.resolve("proc/self/cgroup")).flatMap(groups -> {
                Matcher group = GROUP.matcher(groups);
                while (group.find()) {
                    boolean unified = group.group(1).isEmpty();
                    if (unified || List.of(group.group(1).split(",")).contains(controller)) {
                        String mount = unified ? "sys/fs/cgroup" : "sys/fs/cgroup/" + controller;
                        Optional<Long> found = number(mount + File.separator + group.group(2) + "/" + file, "(\\d+)")
                                // The root of a container is seen as the root of all.
                                .or(() -> number(mount + "/" + file, "(\\d+)"));
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
                return Optional.empty();
            });
        }

        private static Optional<Long> first(String text, String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            // More digits than this is what version 1 of control groups says for "unlimited".
            return matcher.find() && matcher.group(1).length() < 18
                    ? Optional.of(Long.parseLong(matcher.group(1)))
                    : Optional.empty();
        }
    }
}
