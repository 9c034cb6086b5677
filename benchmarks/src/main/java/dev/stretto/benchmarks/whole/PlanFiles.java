package dev.stretto.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plan files of many tasks. */
final class PlanFiles {
    private static final int GLOBS = 10;

    private PlanFiles() {}

    /** Tasks without a repository that do nothing. */
    static Path ofCommands(Path file, int tasks) throws IOException {
        return write(file, tasks, task -> "  - id: task-" + task + "\n");
    }

    /** Tasks whose scopes do not overlap, with several globs each. */
    static Path ofScopes(Path file, int tasks) throws IOException {
        return write(file, tasks, task -> {
            String globs = IntStream.range(0, GLOBS)
                    .mapToObj(glob -> "\"src/part" + task + "/**/*" + glob + ".java\"")
                    .collect(Collectors.joining(", "));
            return "  - {id: task-" + task + ", writes: [" + globs + "]}\n";
        });
    }

    private static Path write(Path file, int tasks, IntFunction<String> task) throws IOException {
        String all = IntStream.range(0, tasks).mapToObj(task).collect(Collectors.joining());
        return Files.writeString(file, "version: 1\ndefaults:\n  subagent: {command: [\"true\"]}\ntasks:\n" + all);
    }
}
