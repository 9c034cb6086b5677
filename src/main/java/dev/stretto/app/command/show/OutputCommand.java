package dev.stretto.app.command.show;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.follow.RunFollower;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.process.AttemptFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a task's subagent has printed, also while it is at work. */
@Command(name = "output", description = "Prints a task's output: what its subagent has printed so far, or in all.")
public final class OutputCommand implements Callable<Integer> {
    private static final int JSON_BYTES = 16 * 1024 * 1024;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(index = "1", paramLabel = "TASK", description = "The task's id.")
    private String task = "";

    @Option(names = "--wait", paramLabel = "TIME", description = "Wait so long for the task's end, for instance 30s.")
    private @Nullable String wait;

    @Option(names = "--attempt", paramLabel = "N", description = "Of this attempt (default: the latest).")
    private int attempt;

    @Option(names = "--offset", paramLabel = "N", description = "Leave out the first N bytes.")
    private long offset;

    @Option(names = "--stderr", description = "What went to standard error instead.")
    private boolean errors;

    @Option(names = "--setup", description = "What the set-up of its workspace printed instead.")
    private boolean setup;

    /**
     * What {@code output --json} prints.
     *
     * @param bytes how much there is in all
     * @param nextOffset where what is printed ends
     * @param truncated true if that is not all, or the artifact was cut when it was stored
     */
    record Printed(
            String run,
            String task,
            int attempt,
            boolean ended,
            long offset,
            long nextOffset,
            long bytes,
            boolean truncated,
            String output) {}

    /** Nobody looks while the end of a task is waited for. */
    private static final class Unseen implements RunFollower.View {
        private @Nullable StartedRun latest;

        @Override
        public void show(StartedRun run, List<LogEntry> news) {
            latest = run;
        }

        @Override
        public void notice(String text) {}

        @Override
        public void attemptsWait(Optional<String> why) {}

        boolean waitsFor(String task) {
            return latest != null
                    && latest.progressOf(task)
                            .map(progress -> !progress.status().ended())
                            .orElse(false);
        }
    }

    /** Where an attempt's output is. */
    private sealed interface Source {
        /** The attempt's own file, which may still grow. */
        record Own(Path file) implements Source {}

        /** Among the artifacts: it was put there when the attempt ended. */
        record Stored(Artifact artifact) implements Source {}

        /** There is none. */
        record Nowhere() implements Source {}
    }

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        Duration patience = patience();
        if (offset < 0 || attempt < 0) {
            throw new UsageException("--offset and --attempt are not negative");
        }
        try (EventLog logs = options.logs()) {
            String id = options.resolve(run, logs);
            long until = System.nanoTime() + patience.toNanos();
            Unseen seen = new Unseen();
            StartedRun state = new RunFollower(logs, id)
                    .follow(seen, () -> System.nanoTime() < until && seen.waitsFor(task))
                    .orElseThrow(() -> new UsageException("run " + id + " has not begun"));
            return print(state, screen);
        }
    }

    private Duration patience() throws UsageException {
        if (wait == null) {
            return Duration.ZERO;
        }
        return Durations.parse(wait)
                .orElseThrow(() -> new UsageException(
                        "--wait: found '" + wait + "', expected a duration such as 30s, 5m or 1h30m"));
    }

    private int print(StartedRun state, Screen screen) throws Exception {
        Progress progress = state.progressOf(task)
                .orElseThrow(() ->
                        new UsageException("the plan of run " + state.context().run() + " has no task '" + task
                                + "'; it has " + String.join(", ", someTasks(state))));
        int number = attempt == 0 ? progress.attempt() : attempt;
        if (number == 0) {
            throw new UsageException("task '" + task + "' has not been started: it is " + progress.status());
        }
        if (number > progress.attempt()) {
            throw new UsageException("task '" + task + "' has had " + progress.attempt() + " attempts, not " + number);
        }
        boolean ended = progress.status().ended() || number < progress.attempt();
        Source source = source(state, progress, number);
        if (screen.json()) {
            screen.document(printed(state, source, number, ended));
        } else {
            copy(source, screen);
        }
        if (wait != null && !ended) {
            screen.note("stretto: task '" + task + "' is still " + progress.status() + " after " + wait);
            return ExitCodes.UNCLEAN;
        }
        return ExitCodes.CLEAN;
    }

    private Source source(StartedRun state, Progress progress, int number) {
        DataDirectory data = options.dataDirectory();
        Assignment assignment = state.context()
                .assignments()
                .get(state.context().positionOf(task).orElseThrow());
        AttemptFiles files =
                AttemptFiles.in(data.attempts(), state.context().run(), new AttemptId(assignment.lead(), number));
        AttemptFiles printing = setup ? files.beside("setup") : files;
        Path file = errors ? printing.stderr() : printing.stdout();
        if (Files.exists(file)) {
            return new Source.Own(file);
        }
        if (setup) {
            return new Source.Nowhere();
        }
        Optional<Outcome> outcome = progress.ended().stream()
                .filter(ended -> ended.attempt() == number)
                .map(EndedAttempt::outcome)
                .findFirst();
        return outcome.map(known -> errors ? known.errors() : known.output())
                .<Source>map(Source.Stored::new)
                .orElseGet(Source.Nowhere::new);
    }

    private InputStream open(Source source) throws IOException {
        return switch (source) {
            case Source.Own own -> Files.newInputStream(own.file());
            case Source.Stored stored ->
                Stores.artifacts(options.dataDirectory()).open(stored.artifact().digest());
            case Source.Nowhere nowhere -> InputStream.nullInputStream();
        };
    }

    private static long size(Source source) throws IOException {
        return switch (source) {
            case Source.Own own -> Files.size(own.file());
            case Source.Stored stored -> stored.artifact().bytes();
            case Source.Nowhere nowhere -> 0;
        };
    }

    private void copy(Source source, Screen screen) throws IOException {
        try (InputStream in = open(source)) {
            in.skip(offset);
            in.transferTo(screen.out());
            screen.out().flush();
        }
    }

    private Printed printed(StartedRun state, Source source, int number, boolean ended) throws IOException {
        try (InputStream in = open(source)) {
            in.skip(offset);
            byte[] bytes = in.readNBytes(JSON_BYTES);
            long size = size(source);
            boolean cut =
                    source instanceof Source.Stored stored && stored.artifact().truncated();
            boolean truncated = cut || offset + bytes.length < size;
            return new Printed(
                    state.context().run(),
                    task,
                    number,
                    ended,
                    offset,
                    offset + bytes.length,
                    size,
                    truncated,
                    new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static List<String> someTasks(StartedRun state) {
        return state.context().plan().tasks().stream()
                .limit(10)
                .map(known -> known.id())
                .toList();
    }
}
