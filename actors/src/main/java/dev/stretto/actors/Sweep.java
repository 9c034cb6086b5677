package dev.stretto.actors;

import dev.stretto.engine.run.AttemptId;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.TodoStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away the workspaces of attempts that are over: those whose engine was killed after it had recorded their outcome and
 * before it had cleared them away.
 */
final class Sweep implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final StartedRun run;
    private final RunEnvironment environment;
    private final Path workspaces;

    Sweep(StartedRun run, RunEnvironment environment) {
        this.run = run;
        this.environment = environment;
        this.workspaces = environment.data().workspaces().resolve(run.context().run());
    }

    /** True if there may be something to clear away. */
    boolean needed() {
        return Files.isDirectory(workspaces);
    }

    @Override
    public void run() {
        try {
            for (AttemptId attempt : left()) {
                new AttemptWork(AttemptOrder.of(run, attempt), Optional.empty(), environment).clearAway();
            }
            if (run.finished()) {
                VerificationWork.clearAway(run, environment);
            }
        } catch (IOException e) {
            LOG.warn("what is left in {} could not be looked at: {}", workspaces, e.getMessage());
        }
    }

    private List<AttemptId> left() throws IOException {
        List<AttemptId> left = new ArrayList<>();
        for (Path task : entries(workspaces)) {
            Optional<Progress> progress = run.progressOf(task.getFileName().toString());
            if (progress.isPresent()) {
                for (Path folder : entries(task)) {
                    number(folder, progress.get())
                            .ifPresent(number ->
                                    left.add(new AttemptId(task.getFileName().toString(), number)));
                }
            }
        }
        return left;
    }

    /** The number of an attempt that is over. */
    private static Optional<Integer> number(Path folder, Progress progress) {
        String name = folder.getFileName().toString();
        if (!name.matches("[1-9]\\d{0,8}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(name);
        boolean inProgress = number == progress.attempt() && progress.status() == TodoStatus.IN_PROGRESS;
        return number > progress.attempt() || inProgress ? Optional.empty() : Optional.of(number);
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }
}
