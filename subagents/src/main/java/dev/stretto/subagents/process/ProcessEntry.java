package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /proc} says about a process.
 *
 * @param pid its id
 * @param parent its parent's id
 * @param session its session's id
 * @param ended true if only its entry is left, until its parent has read its exit status
 * @param started in clock ticks since boot
 * @param cookies the attempts that it is in, by their cookies
 * @param hasSaid true if there is no more to learn about its cookies; false if they were not looked for, or its environment could
 *     not be read, or was empty, as it is in the middle of an exec
 */
record ProcessEntry(
        long pid, long parent, long session, boolean ended, long started, List<String> cookies, boolean hasSaid) {
    /** What the kernel's own threads are marked with: they never have an environment. */
    private static final long KERNEL_THREAD = 0x00200000;

    private static final String COOKIES = "\0" + AttemptEnvironment.COOKIES + "=";

    /** The process with an id; empty if there is none. Its cookies are not looked for. */
    static Optional<ProcessEntry> of(long pid) {
        return read(pid, "stat").flatMap(stat -> parse(pid, stat));
    }

    /**
     * The process with an id and its cookies, which are seen for processes of the same user only.
     *
     * @param known processes whose cookies need not be looked for, by their ids
     */
    static Optional<ProcessEntry> withCookies(long pid, Map<Long, ProcessEntry> known) {
        return of(pid).map(entry -> {
            ProcessEntry before = known.get(pid);
            if (before != null && before.started() == entry.started()) {
                return entry.with(before.cookies());
            }
            return entry.hasSaid()
                    ? entry
                    : read(pid, "environ")
                            .filter(environment -> !environment.isEmpty())
                            .map(environment -> entry.with(cookiesIn(environment)))
                            .orElse(entry);
        });
    }

    private ProcessEntry with(List<String> found) {
        return new ProcessEntry(pid, parent, session, ended, started, found, true);
    }

    /** True if this process is at work, and is the one meant and not another one with the same id. */
    static boolean alive(ProcessIdentity process) {
        return of(process.pid())
                .map(entry -> entry.started() == process.started() && !entry.ended())
                .orElseGet(() -> Files.exists(Path.of("/proc/" + process.pid()))); // no file handle left to look with
    }

    /** What a process was started with; empty if it is gone. */
    static Optional<String> commandLine(long pid) {
        return read(pid, "cmdline");
    }

    /** Reads a stat file: the name, in parentheses, may hold anything, so fields are counted after its end. */
    static Optional<ProcessEntry> parse(long pid, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length < 20) {
            return Optional.empty();
        }
        boolean ended = fields[0].equals("Z") || fields[0].equals("X");
        return Optional.of(new ProcessEntry(
                pid,
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                ended,
                Long.parseLong(fields[19]),
                List.of(),
                (Long.parseLong(fields[6]) & KERNEL_THREAD) != 0));
    }

    private static List<String> cookiesIn(String environment) {
        String all = "\0" + environment;
        int start = all.indexOf(COOKIES);
        if (start < 0) {
            return List.of();
        }
        int end = all.indexOf('\0', start + 1);
        String cookies = all.substring(start + COOKIES.length(), end < 0 ? all.length() : end);
        return List.of(cookies.split(":", -1));
    }

    /** Empty if the process is gone meanwhile, or another user's. */
    private static Optional<String> read(long pid, String name) {
        return SmallFile.read(Path.of("/proc/" + pid + "/" + name));
    }
}
