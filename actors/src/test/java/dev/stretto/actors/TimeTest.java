package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.fixtures.SettableClock;
import dev.stretto.fixtures.Watched;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.process.AttemptFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of an attempt, with timers that move only when the test says so, and a wall clock that it sets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final SettableClock clock = SettableClock.at(Instant.now());
    private ActorTestKit testKit;
    private ManualTime time;
    private TestProbe<StepMessage> run;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        testKit = ActorTestKit.create(ManualTime.config());
        time = ManualTime.get(testKit.system());
    }

    @AfterEach
    void close() {
        testKit.shutdownTestKit();
    }

    @Test
    void an_attempt_is_ended_when_its_time_is_over_and_not_before() throws Exception {
        begin(waiting(null));

        time.timePasses(LIMIT.minus(MOMENT));
        checkThatItIsAtWork();
        time.timePasses(MOMENT);

        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
    }

    @Test
    void the_limit_holds_when_the_wall_clock_is_set_ahead_by_a_year() throws Exception {
        checkThatTheLimitHolds(YEAR);
    }

    @Test
    void the_limit_holds_when_the_wall_clock_is_set_back_by_a_year() throws Exception {
        checkThatTheLimitHolds(YEAR.negated());
    }

    private void checkThatTheLimitHolds(Duration step) throws Exception {
        begin(waiting(Duration.ofMinutes(5)));
        clock.step(step);

        // Its idle limit is looked at several times meanwhile; by the kernel's clock it began a moment ago.
        time.timePasses(LIMIT.minus(MOMENT));
        checkThatItIsAtWork();
        time.timePasses(MOMENT);

        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
    }

    @Test
    void an_attempt_that_is_quiet_for_too_long_is_ended_when_that_is_looked_at() throws Exception {
        Duration idle = Duration.ofSeconds(1);
        begin(waiting(idle));
        Watched.awaitExists(folder.resolve("quiet"));
        checkThatItIsAtWork();

        clock.step(MOMENT);
        time.timePasses(idle);

        Outcome outcome = outcome();
        assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.IDLE);
    }

    @Test
    void an_reattached_attempt_has_the_rest_of_its_time_though_the_wall_clock_was_set_ahead() throws Exception {
        checkTheRestOfItsTime(YEAR);
    }

    @Test
    void an_reattached_attempt_has_the_rest_of_its_time_though_the_wall_clock_was_set_back() throws Exception {
        checkTheRestOfItsTime(YEAR.negated());
    }

    private void checkTheRestOfItsTime(Duration step) throws Exception {
        Task task = waiting(null);
        leave(task);
        clock.step(step);
        began(task, Instant.now().minus(step));

        take(task);
        RunCommand.RecordStart again = (RunCommand.RecordStart) next();
        assertThat(again.process().pid()).isPositive();
        time.timePasses(LIMIT.minus(MOMENT));
        checkThatItIsAtWork();
        time.timePasses(MOMENT);

        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
        assertThat(Files.readAllLines(folder.resolve("count"))).hasSize(1);
    }

    @Test
    void an_reattached_attempt_that_failed_early_did_not_run_out_of_time_though_the_wall_clock_was_set_ahead()
            throws Exception {
        Task task = waiting(null);
        ProcessHandle process = leave(task);
        Files.createFile(folder.resolve("fail"));
        process.onExit().get(60, TimeUnit.SECONDS);
        began(task, Instant.now().minus(YEAR));

        take(task);
        next();

        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.EXIT);
    }

    @Test
    void
            a_signal_that_ended_an_reattached_attempt_early_was_not_the_end_of_its_time_though_the_wall_clock_was_set_ahead()
                    throws Exception {
        Task task = waiting(null);
        ProcessHandle process = leave(task);
        Files.createFile(folder.resolve("crash"));
        process.onExit().get(60, TimeUnit.SECONDS);
        began(task, Instant.now().minus(YEAR));

        take(task);
        next();

        Outcome outcome = outcome();
        assertThat(outcome.exitCode()).isEqualTo(128 + 11);
        assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.EXIT);
    }

    @Test
    void an_attempt_that_was_lost_has_not_run_out_of_time_however_late_it_is_looked_for() throws Exception {
        Task task = waiting(Duration.ofMinutes(5));
        ProcessHandle process = leave(task);
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().get(60, TimeUnit.SECONDS);

        take(task.toBuilder()
                .timeout(Duration.ofMillis(1))
                .idle(Duration.ofMillis(1))
                .build());
        next();
        time.timePasses(MOMENT);

        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.LOST);
    }

    @Test
    void a_function_that_its_engine_lets_go_of_is_interrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        SubagentFunction slow = call -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new FunctionResult(null, null);
        };
        run = testKit.createTestProbe();
        ActorRef<AttemptActor.Message> actor = testKit.spawn(SupervisedTask.of(
                Plans.function("f", "slow", 1),
                folder,
                Environments.in(folder, Map.of("slow", slow), Environments.VIRTUAL),
                run.ref()));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        testKit.stop(actor);

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** A command that says that it is at work, and later that it has been quiet, until it is ended, or told to fail. */
    private Task waiting(@Nullable Duration idle) {
        return Plans.command(
                "task",
                LIMIT,
                idle,
                "sh",
                "-c",
                ("echo x >> '%1$s/count'; touch '%1$s/begun'; (sleep 1.2; touch '%1$s/quiet') &"
                                + " until [ -e '%1$s/fail' ]; do sleep 0.02; [ ! -e '%1$s/crash' ] || kill -SEGV $$; done;"
                                + " exit 3")
                        .formatted(folder));
    }

    private void begin(Task task) throws Exception {
        take(task);
        assertThat(next()).isInstanceOf(RunCommand.RecordStart.class);
        Watched.awaitExists(folder.resolve("begun"));
    }

    /** An attempt whose engine is gone. */
    private ProcessHandle leave(Task task) throws Exception {
        ActorRef<AttemptActor.Message> actor = take(task);
        RunCommand.RecordStart start = (RunCommand.RecordStart) next();
        Watched.awaitExists(folder.resolve("begun"));
        testKit.stop(actor);
        return ProcessHandle.of(start.process().pid()).orElseThrow();
    }

    /** Makes it look as if the wall clock had shown this time when the attempt began. */
    private void began(Task task, Instant then) throws Exception {
        AttemptFiles files = AttemptFiles.in(folder.resolve("attempts"), "run", new AttemptId(task.id(), 1));
        Files.setLastModifiedTime(files.process(), FileTime.from(then));
    }

    private ActorRef<AttemptActor.Message> take(Task task) {
        run = testKit.createTestProbe();
        return testKit.spawn(SupervisedTask.of(
                task, folder, Environments.in(folder, Map.of(), Environments.VIRTUAL, clock), run.ref()));
    }

    /** Nothing was reported though the actor has dealt with all that has happened. */
    private void checkThatItIsAtWork() throws Exception {
        time.expectNoMessageFor(Duration.ZERO, run);
    }

    private Outcome outcome() {
        return ((RunCommand.RecordOutcome) next()).outcome();
    }

    private RunCommand next() {
        return SupervisedTask.command(run.receiveMessage(PATIENCE));
    }
}
