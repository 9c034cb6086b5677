package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Attempts below a test's folder; whatever of them is still at work in the end is ended. */
final class Attempts implements AutoCloseable {
    static final String RUN = "run-1";

    private final Path root;
    private final Path workspace;
    private final List<RunningSubagent> started = new ArrayList<>();
    private int attempts;

    Attempts(Path folder) {
        root = folder.resolve("attempts");
        workspace = folder.resolve("a workspace");
        try {
            Files.createDirectories(workspace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path workspace() {
        return workspace;
    }

    AttemptFiles nextFiles() {
        attempts++;
        return AttemptFiles.in(root, RUN, new AttemptId("task", attempts));
    }

    RunningSubagent start(List<String> words, AttemptFiles files) throws SubagentStartException {
        return ended(new CommandRunner().start(words, Map.of(), WorkPlace.of(workspace), files, () -> false));
    }

    RunningSubagent start(String... words) throws SubagentStartException {
        return start(List.of(words), nextFiles());
    }

    /** Runs shell text; its arguments are words beside it. */
    RunningSubagent shell(AttemptFiles files, String text, String... arguments) throws SubagentStartException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", text, "sh"));
        words.addAll(List.of(arguments));
        return start(words, files);
    }

    RunningSubagent reattach(AttemptFiles files) {
        return ended(new CommandRunner().reattach(files).orElseThrow());
    }

    RunningSubagent ended(RunningSubagent subagent) {
        started.add(subagent);
        return subagent;
    }

    /** A pipe that a process says something through. */
    Path pipe() throws Exception {
        Path pipe = Files.createTempDirectory(workspace, "pipe").resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
        return pipe;
    }

    static String heardFrom(Path pipe) {
        return await(CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    static SubagentExit exitOf(RunningSubagent subagent) {
        return await(subagent.exit());
    }

    /** False too for a process of which only the entry is left. */
    static boolean atWork(long pid) {
        return ProcessEntry.of(pid).filter(entry -> !entry.ended()).isPresent();
    }

    static AttemptOrder order(SubagentSpec subagent, String prompt) {
        Task task = Task.of("task", subagent)
                .title("Task")
                .timeout(Duration.ofMinutes(1))
                .backoff(Duration.ZERO)
                .build();
        return new AttemptOrder(RUN, new AttemptId("task", 3), task, prompt, null, false, List.of());
    }

    @Override
    public void close() {
        started.forEach(subagent -> subagent.stop(Duration.ZERO));
    }
}
