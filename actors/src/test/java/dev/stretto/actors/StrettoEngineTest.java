package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StrettoEngineTest {
    @TempDir
    Path folder;

    @Test
    void functions_run_at_the_same_time_and_are_launched_by_one_event() throws Exception {
        CyclicBarrier together = new CyclicBarrier(50);
        SubagentFunction meet = call -> {
            together.await(30, TimeUnit.SECONDS);
            return new FunctionResult("met", null);
        };

        Report report = run(Map.of("meet", meet), plan(50, "meet", 1));

        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.timing().peakInProgress()).isEqualTo(50);
        assertThat(report.tasks()).allMatch(task -> "met".equals(task.summary()));
        List<LogEntry> log = log(report.run());
        assertThat(log.stream().map(LogEntry::event).filter(RunEvent.TasksLaunched.class::isInstance))
                .hasSize(1);
        assertThat(Audit.verify(report.run(), rows(report.run()), artifacts()).clean())
                .isTrue();
    }

    @Test
    void a_cancel_ends_attempts_that_were_launched_and_whose_turn_to_begin_has_not_come() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        SubagentFunction waits = call -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return new FunctionResult(null, null);
        };
        try (StrettoEngine engine =
                StrettoEngine.open(EngineSettings.of(folder.resolve("data")).withFunctions(Map.of("waits", waits)))) {
            String run = engine.start(plan(5_000, "waits", 1), "test");
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            engine.cancel(run, "test");
            engine.whenFinished(run).toCompletableFuture().get(120, TimeUnit.SECONDS);

            try (EventLog logs = SqliteEventLog.open(folder.resolve("data/journal.db"))) {
                assertThat(logs.report(run).tasks()).allMatch(task -> task.status() == TodoStatus.CANCELLED);
            }
        }
    }

    @Test
    void outcomes_that_arrive_during_a_write_are_written_together() throws Exception {
        Report report = run(Map.of("nothing", call -> new FunctionResult(null, null)), plan(2_000, "nothing", 1));

        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        long writes = log(report.run()).stream().map(LogEntry::at).distinct().count();
        assertThat(writes).isLessThan(1_000);
    }

    @Test
    void a_failing_attempt_is_repeated_as_often_as_the_plan_says() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        SubagentFunction thirdTime = call -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
            return new FunctionResult("attempt " + call.attempt(), null);
        };

        Report report = run(Map.of("third", thirdTime), plan(1, "third", 3));

        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(report.tasks().getFirst().attempts()).isEqualTo(3);
        assertThat(report.tasks().getFirst().summary()).isEqualTo("attempt 3");
    }

    @Test
    void an_error_in_a_function_is_a_failed_attempt_and_never_a_stuck_run() throws Exception {
        SubagentFunction overflow = call -> {
            throw new StackOverflowError();
        };

        Report report = run(Map.of("overflow", overflow), plan(1, "overflow", 1));

        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(report.tasks().getFirst().error().message()).contains("StackOverflowError");
    }

    @Test
    void a_cancelled_run_stops_what_runs_and_never_starts_the_rest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        SubagentFunction wait = call -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return new FunctionResult(null, null);
        };
        Plan plan = Plans.limited(1, Plans.function("first", "wait", 1), Plans.function("second", "wait", 1));
        try (StrettoEngine engine = open(Map.of("wait", wait))) {
            String run = engine.start(plan, "test");
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(engine.cancel(run, "test")).isInstanceOf(CommandResult.Accepted.class);
            engine.whenFinished(run).toCompletableFuture().get(30, TimeUnit.SECONDS);

            Report report = report(run);
            assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(report.todos()).allMatch(todo -> todo.status() == TodoStatus.CANCELLED);
            assertThat(engine.cancel(run, "test")).isInstanceOf(CommandResult.Rejected.class);
        }
    }

    @Test
    void a_directory_is_held_by_one_engine_at_a_time() throws Exception {
        try (StrettoEngine engine = open(Map.of())) {
            assertThat(engine.data().root()).exists();
            assertThatThrownBy(() -> open(Map.of()).close()).isInstanceOf(EngineHeldException.class);
        }
        open(Map.of()).close();
    }

    private Report run(Map<String, SubagentFunction> functions, Plan plan) throws Exception {
        try (StrettoEngine engine = open(functions)) {
            String run = engine.start(plan, "test");
            engine.whenFinished(run).toCompletableFuture().get(60, TimeUnit.SECONDS);
            return report(run);
        }
    }

    private StrettoEngine open(Map<String, SubagentFunction> functions) throws Exception {
        return StrettoEngine.open(
                EngineSettings.of(folder).withFunctions(functions).withGrace(Duration.ofMillis(200)));
    }

    private Report report(String run) throws Exception {
        try (EventLog logs = logs()) {
            return logs.report(run);
        }
    }

    private List<LogEntry> log(String run) throws Exception {
        try (EventLog logs = logs()) {
            return logs.read(run);
        }
    }

    private List<StoredRow> rows(String run) throws Exception {
        try (EventLog logs = logs()) {
            return logs.rows(run);
        }
    }

    private EventLog logs() throws Exception {
        return SqliteEventLog.open(folder.resolve("journal.db"));
    }

    private ArtifactStore artifacts() {
        return new FileArtifacts(folder.resolve("artifacts"));
    }

    private static Plan plan(int tasks, String function, int attempts) {
        return Plans.of(IntStream.range(0, tasks)
                .mapToObj(i -> Plans.function("t" + i, function, attempts))
                .toArray(Task[]::new));
    }
}
