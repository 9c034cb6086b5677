package dev.stretto.app.command.show;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.command.prune.DiskUse;
import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.Screen;
import dev.stretto.app.terminal.Table;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.audit.RunList;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.directory.DataDirectory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs in a data directory. */
@Command(name = "runs", description = "Lists the runs in this data directory, newest first.")
public final class RunsCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many, the newest (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--all", description = "All of them, however many there are.")
    private boolean all;

    /** What {@code runs --json} prints. */
    record Runs(List<Listed> runs) {}

    /**
     * A run in the list.
     *
     * @param bytes of its attempts and workspaces on disk
     * @param problem what is wrong with its log; nothing but its id and its bytes may be known then
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
        if (limit < 1) {
            throw new UsageException("--limit: found " + limit + ", expected 1 or more");
        }
        DataDirectory data = options.dataDirectoryToRead();
        RunList.Page page = page(data);
        List<Listed> listed = page.runs().stream().map(run -> listed(run, data)).toList();
        if (screen.json()) {
            screen.document(new Runs(listed));
        } else if (listed.isEmpty()) {
            screen.line("No runs yet.");
        } else {
            print(listed, screen);
        }
        if (page.more()) {
            screen.note("stretto: there are older runs; --limit N shows more of them, --all shows all");
        }
        return listed.stream().anyMatch(run -> run.problem() != null) ? ExitCodes.CORRUPT : ExitCodes.CLEAN;
    }

    private RunList.Page page(DataDirectory data) throws Exception {
        if (!Files.exists(data.journal())) {
            return new RunList.Page(List.of(), false);
        }
        try (RunList runs = RunList.open(data)) {
            return runs.newest(all ? Integer.MAX_VALUE : limit);
        }
    }

    private static Listed listed(RunList.Listed run, DataDirectory data) {
        RunSummary row = run.summary();
        long bytes = bytes(run.run(), data);
        return row == null
                ? new Listed(run.run(), null, null, null, null, null, bytes, run.problem())
                : new Listed(
                        run.run(),
                        row.plan(),
                        row.status(),
                        row.startedAt(),
                        row.finishedAt(),
                        row.todos(),
                        bytes,
                        run.problem());
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
                    run.problem() != null || run.status() == null
                            ? "corrupt"
                            : run.status().toString(),
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
