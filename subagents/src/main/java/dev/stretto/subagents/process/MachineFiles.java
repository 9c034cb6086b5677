package dev.stretto.subagents.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files in which Linux tells its limits.
 *
 * @param root what {@code /proc} and {@code /sys} are below
 */
record MachineFiles(Path root) {
    private static final Pattern GROUP = Pattern.compile("(?m)^\\d+:([^:]*):/?(.*)$");
    private static final Pattern PROCESS = Pattern.compile("\\d+");

    private static final String USER = "(?m)^Uid:\\s+(\\d+)";
    private static final String THREADS = "(?m)^Threads:\\s+(\\d+)";

    /**
     * A control group that this process is in, or one that such a group is in.
     *
     * @param folder its files
     * @param name as it is said, with a space before; empty for the outermost
     */
    record ControlGroup(Path folder, String name) {
        /** The number that a file of it begins with; empty if there is no such file, or it says that there is no limit. */
        Optional<Long> number(String file) {
            return number(file, "^(\\d+)");
        }

        Optional<Long> number(String file, String pattern) {
            return first(folder.resolve(file), pattern);
        }
    }

    /** What the first group of a pattern stands for in a file; empty if that is no number, or there is no such file. */
    Optional<Long> number(String file, String pattern) {
        return first(root.resolve(file), pattern);
    }

    long count(String folder) {
        String[] names = root.resolve(folder).toFile().list();
        return names == null ? 0 : names.length;
    }

    /** The id of the user that this process is charged to. */
    Optional<Long> user() {
        return number("proc/self/status", USER);
    }

    /** How many threads all processes of a user have. */
    long threadsOf(long user) {
        String[] names = root.resolve("proc").toFile().list();
        return Stream.of(names == null ? new String[0] : names)
                .filter(name -> PROCESS.matcher(name).matches())
                .flatMap(pid -> SmallFile.read(root.resolve("proc").resolve(pid).resolve("status")).stream())
                .filter(status -> first(status, USER).equals(Optional.of(user)))
                .mapToLong(status -> first(status, THREADS).orElse(0L))
                .sum();
    }

    /** The groups of this process that a controller limits something in, from its own to the outermost that can be seen. */
    Stream<ControlGroup> controlGroups(String controller) {
        return SmallFile.read(root.resolve("proc/self/cgroup")).stream()
                .flatMap(groups -> GROUP.matcher(groups).results())
                .filter(group -> group.group(1).isEmpty()
                        || List.of(group.group(1).split(",", -1)).contains(controller))
                .flatMap(group -> {
                    Path all = root.resolve("sys/fs/cgroup");
                    return outwards(group.group(1).isEmpty() ? all : all.resolve(controller), group.group(2));
                });
    }

    /** The outermost group of a container may be seen as the root of all, and is then not where its name says. */
    private static Stream<ControlGroup> outwards(Path mount, String group) {
        Path own = mount.resolve(group).normalize();
        return Stream.iterate(own.startsWith(mount) ? own : mount, folder -> folder.startsWith(mount), Path::getParent)
                .map(folder -> new ControlGroup(folder, folder.equals(mount) ? "" : " /" + mount.relativize(folder)));
    }

    private static Optional<Long> first(Path file, String pattern) {
        return SmallFile.read(file).flatMap(text -> first(text, pattern));
    }

    private static Optional<Long> first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        // More digits than this is what version 1 of control groups says for "unlimited".
        return matcher.find() && matcher.group(1).length() < 18
                ? Optional.of(Long.parseLong(matcher.group(1)))
                : Optional.empty();
    }
}
