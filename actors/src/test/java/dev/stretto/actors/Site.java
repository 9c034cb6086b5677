package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.fixtures.Watched;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.function.SubagentFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A data directory for engines, and commands that count how often they are carried out, say so, and wait to be let go. */
final class Site {
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final DataDirectory data;

    /** A site that keeps what its commands leave behind in a folder, and its data where it is said. */
    Site(Path folder, Path data) {
        this.folder = folder;
        this.data = new DataDirectory(data);
    }

    DataDirectory data() {
        return data;
    }

    StrettoEngine open() throws Exception {
        return open(Map.of());
    }

    StrettoEngine open(Map<String, SubagentFunction> functions) throws Exception {
        return StrettoEngine.open(
                EngineSettings.of(data.root()).withFunctions(functions).withGrace(Duration.ofMillis(500)));
    }

    /** A task whose command prints a word, says that it is at work, waits until it is let go, and does this. */
    Task waiting(String id, String then) {
        return Plans.command(id, Plans.LONG, null, "sh", "-c", waitingScript(id, then));
    }

    /** What such a command does. */
    String waitingScript(String id, String then) {
        return ("echo x >> '%1$s/count-%2$s'; echo began; touch '%1$s/begun-%2$s';"
                        + " until [ -e '%1$s/go-%2$s' ]; do sleep 0.02; done; %3$s")
                .formatted(folder, id, then);
    }

    /** The same, but it prints nothing, so that nothing but the log has to be written when it ends. */
    Task silent(String id) {
        Task task = waiting(id, "true");
        SubagentSpec.Command command = (SubagentSpec.Command) task.subagent();
        return Plans.command(
                id, Plans.LONG, null, "sh", "-c", command.words().getLast().replace("echo began; ", ""));
    }

    void awaitBegun(String task) throws Exception {
        Watched.awaitExists(folder.resolve("begun-" + task));
    }

    void letGo(String task) throws IOException {
        Files.createFile(folder.resolve("go-" + task));
    }

    /** How often a task's command has been carried out. */
    int count(String task) throws IOException {
        Path counted = folder.resolve("count-" + task);
        return Files.exists(counted) ? Files.readAllLines(counted).size() : 0;
    }

    /** The process that carries a task's first attempt out. */
    ProcessHandle process(String run, String task) throws IOException {
        Path file = data.attempts().resolve(run).resolve(task).resolve("1").resolve("process");
        return ProcessHandle.of(Long.parseLong(Files.readString(file).split(" ", 2)[0]))
                .orElseThrow();
    }

    /** Waits until a run is over. */
    Report over(StrettoEngine engine, String run) throws Exception {
        engine.whenFinished(run).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        try (EventLog logs = logs()) {
            return logs.report(run);
        }
    }

    /** Waits until the engine lets a run go, and answers why it does. */
    static String whyStopped(StrettoEngine engine, String run) throws Exception {
        try {
            engine.whenFinished(run).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            RunStoppedException.class,
                            stopped -> assertThat(stopped.run()).isEqualTo(run));
            return e.getCause().getMessage();
        }
        throw new AssertionError("run " + run + " is over");
    }

    List<LogEntry> log(String run) throws Exception {
        try (EventLog logs = logs()) {
            return logs.read(run);
        }
    }

    <T extends RunEvent> List<T> events(String run, Class<T> type) throws Exception {
        return log(run).stream()
                .map(LogEntry::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Checks that a run was completed with one attempt for each of these tasks, and that its log is whole. */
    void checkThatNothingWasRepeated(Report report, String... tasks) throws Exception {
        String run = report.run();
        assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
        for (String task : tasks) {
            assertThat(count(task)).as("attempts of " + task).isEqualTo(1);
        }
        assertThat(report.tasks()).allMatch(task -> task.attempts() == 1);
        assertThat(events(run, RunEvent.AttemptStarted.class)).hasSize(tasks.length);
        assertThat(events(run, RunEvent.AttemptFailed.class)).isEmpty();
        try (EventLog logs = logs();
                RunTable table = Stores.runs(data)) {
            Optional<RunTable.Row> row = table.find(run);
            assertThat(Audit.of(run, logs.rows(run))
                            .with(Stores.artifacts(data))
                            .withRow(row)
                            .result()
                            .findings())
                    .isEmpty();
        }
    }

    EventLog logs() throws Exception {
        return SqliteEventLog.open(data.journal());
    }

    static String start(StrettoEngine engine, Task... tasks) throws Exception {
        return engine.start(Plans.of(tasks), "test");
    }

    static String start(StrettoEngine engine, Plan plan) throws Exception {
        return engine.start(plan, "test");
    }
}
