package dev.stretto.app.command;

import dev.stretto.app.terminal.Screen;
import dev.stretto.app.terminal.Table;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.Todo;
import dev.stretto.engine.run.TodoStatus;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.persistence.RunLogs;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    /** A run in the list; its bytes are those of its attempts and workspaces on disk. */
    record Listed(
            String run,
            String plan,
            RunStatus status,
            Instant startedAt,
            @Nullable Instant finishedAt,
            Map<TodoStatus, Long> todos,
            long bytes) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        List<Listed> listed = list(options.dataDirectory());
        if (screen.json()) {
            screen.document(new Runs(listed));
        } else if (listed.isEmpty()) {
            screen.line("No runs yet.");
        } else {
            print(listed, screen);
        }
        return ExitCodes.CLEAN;
    }

    private static List<Listed> list(DataDirectory data) throws Exception {
        List<Listed> listed = new ArrayList<>();
        if (!Files.exists(data.journal())) {
            return listed;
        }
        try (RunLogs logs = RunLogs.open(data.journal())) {
            for (String run : logs.runs()) {
                Optional<StartedRun> state = logs.fold(run).state().started();
                state.ifPresent(started -> listed.add(listed(started, data)));
            }
        }
        return listed;
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
                DiskUse.of(data.attempts().resolve(id))
                        + DiskUse.of(data.workspaces().resolve(id)));
    }

    private static void print(List<Listed> listed, Screen screen) {
        Table table = new Table("RUN", "PLAN", "STATUS", "STARTED", "TOOK", "TODOS", "DISK");
        listed.forEach(run -> table.row(
                run.run(),
                run.plan(),
                run.status().toString(),
                run.startedAt().toString().substring(0, "2000-01-01T00:00:00".length()) + "Z",
                run.finishedAt() == null ? "" : Durations.format(Duration.between(run.startedAt(), run.finishedAt())),
                run.todos().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ")),
                DiskUse.format(run.bytes())));
        table.lines().forEach(screen::line);
    }
}
