package dev.stretto.app.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine's processes, as a test finds and ends them. */
public final class Processes {
    private Processes() {}

    /** What is at work for the benefit of a folder: it stands in the command line, the environment or the working directory. */
    public static List<String> around(Path folder) throws IOException {
        String name = folder.toRealPath().toString();
        List<String> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            long pid = process.pid();
            if (pid != ProcessHandle.current().pid() && isAround(name, pid)) {
                found.add(pid + ": " + text(pid, "cmdline").replace('\0', ' ').strip());
            }
        }
        return found;
    }

    /** Waits until nothing is at work for a folder any more. */
    public static void awaitNone(Path folder) throws Exception {
        Eventually.holds(() -> around(folder).isEmpty(), () -> "these processes are left: " + around(folder));
    }

    /** Sends a signal to a process. */
    public static void signal(String signal, long pid) throws Exception {
        kill(List.of("-" + signal, "--", String.valueOf(pid)));
    }

    /** Ends all processes of these groups by force. */
    public static void killGroups(List<Long> groups) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-9", "--"));
        groups.forEach(group -> arguments.add("-" + group));
        kill(arguments);
    }

    /** Ends a process by force, and waits until it is gone. */
    public static void kill(long pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        signal("KILL", pid);
        if (process.isPresent()) {
            Eventually.holds(() -> !process.get().isAlive(), () -> "process " + pid + " is still there");
        }
    }

    /** True if a process is Stretto, at work for a folder: another one may have got the id of a dead engine. */
    static boolean isStretto(long pid, Path folder) {
        return text(pid, "cmdline").contains("dev.stretto.app.Main") && isAround(folder.toString(), pid);
    }

    private static void kill(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill"));
        command.addAll(arguments);
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean isAround(String folder, long pid) {
        return text(pid, "cmdline").contains(folder)
                || text(pid, "environ").contains(folder)
                || directory(pid).startsWith(folder);
    }

    private static String directory(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).toString();
        } catch (IOException e) {
            return ""; // it is gone, or somebody else's
        }
    }

    private static String text(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
