package dev.stretto.app.command.show;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.DiskUse;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.Screen;
import dev.stretto.app.terminal.Table;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.engine.todo.Todo;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.RunLogs;
import dev.stretto.persistence.seal.Seals;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the runs in a data directory. */
@Command(name = "runs", description = "Lists the runs in this data directory, newest first.")
public final class RunsCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    /** What {@code runs --json} prints. */
    record Runs(List<Listed> runs) {}

    /**
     * A run in the list.
     *
     * @param bytes of its attempts and workspaces on disk
     * @param problem why its log can't be read; then nothing but its id and its bytes is known
     */
    record Listed(
            String run,
            @Nullable String plan,
            @Nullable RunStatus status,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Map<TodoStatus, Long> todos,
            long bytes,
            @Nullable String problem) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        List<Listed> listed = list(options.dataDirectoryToRead());
        if (screen.json()) {
            screen.document(new Runs(listed));
        } else if (listed.isEmpty()) {
            screen.line("No runs yet.");
        } else {
            print(listed, screen);
        }
        return listed.stream().anyMatch(run -> run.problem() != null) ? ExitCodes.CORRUPT : ExitCodes.CLEAN;
    }

    private static List<Listed> list(DataDirectory data) throws Exception {
        List<Listed> listed = new ArrayList<>();
        if (!Files.exists(data.journal())) {
            return listed;
        }
        try (RunLogs logs = RunLogs.open(data.journal())) {
            Seals seals = new Seals(data);
            List<String> withoutLog = new ArrayList<>(seals.runs());
            // After the seals: a run that ends in between must not look like one that has lost its log.
            List<String> known = logs.runs();
            for (String run : known) {
                try {
                    Optional<StartedRun> state = logs.fold(run).state().started();
                    state.ifPresent(started -> listed.add(listed(started, data)));
                } catch (UnrecoverableLogException | IllegalTransitionException e) {
                    listed.add(unreadable(run, data, e));
                }
            }
            withoutLog.removeAll(new HashSet<>(known));
            for (String run : withoutLog) {
                try {
                    seals.checkNeverWas(run);
                } catch (UnrecoverableLogException e) {
                    listed.add(unreadable(run, data, e));
                }
            }
        }
        return listed;
    }

    private static Listed unreadable(String run, DataDirectory data, Exception problem) {
        return new Listed(run, null, null, null, null, null, bytes(run, data), problem.getMessage());
    }

    private static Listed listed(StartedRun run, DataDirectory data) {
        String id = run.context().run();
        return new Listed(
                id,
                run.context().plan().name(),
                run.status(),
                run.startedAt(),
                run.finishedAt(),
                run.todos().stream().collect(Collectors.groupingBy(Todo::status, TreeMap::new, Collectors.counting())),
                bytes(id, data),
                null);
    }

    private static long bytes(String run, DataDirectory data) {
        return DiskUse.of(data.attempts().resolve(run))
                + DiskUse.of(data.workspaces().resolve(run));
    }

    private static void print(List<Listed> listed, Screen screen) {
        Table table = new Table("RUN", "PLAN", "STATUS", "STARTED", "TOOK", "TODOS", "DISK");
        for (Listed run : listed) {
            table.row(
                    run.run(),
                    run.plan() == null ? "" : Printable.line(run.plan()),
                    run.status() == null ? "corrupt" : run.status().toString(),
                    run.startedAt() == null
                            ? ""
                            : run.startedAt().toString().substring(0, "2000-01-01T00:00:00".length()) + "Z",
                    took(run),
                    run.todos() == null
                            ? ""
                            : run.todos().entrySet().stream()
                                    .map(entry -> entry.getValue() + " " + entry.getKey())
                                    .collect(Collectors.joining(", ")),
                    DiskUse.format(run.bytes()));
        }
        table.lines().forEach(screen::line);
        listed.stream()
                .flatMap(run -> Stream.ofNullable(run.problem()))
                .forEach(problem -> screen.note("stretto: " + problem));
    }

    private static String took(Listed run) {
        return run.startedAt() == null || run.finishedAt() == null
                ? ""
                : Durations.format(Duration.between(run.startedAt(), run.finishedAt()));
    }
}
