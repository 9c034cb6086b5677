package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.fixtures.SettableClock;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pause between two attempts, with timers that move only when the test says so, and a wall clock that it sets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PauseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BACKOFF = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final String id = UUID.randomUUID().toString();
    private final SettableClock clock = SettableClock.at(Instant.now());
    private ActorTestKit testKit;
    private ManualTime time;
    private TestProbe<RunActor.Notice> directory;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        testKit = ActorTestKit.create(ManualTime.config()
                .withFallback(EventSourcedBehaviorTestKit.config())
                .withFallback(ConfigFactory.parseString("""
                        pekko.actor.serializers.stretto-log-entry = "dev.stretto.actors.LogEntrySerializer"
                        pekko.actor.serialization-bindings."dev.stretto.persistence.codec.LogEntry" = stretto-log-entry
                        """)));
        time = ManualTime.get(testKit.system());
        directory = testKit.createTestProbe();
    }

    @AfterEach
    void close() {
        testKit.shutdownTestKit();
    }

    @Test
    void a_failed_attempt_is_repeated_after_its_pause_and_not_before() {
        RunEvent.AttemptFailed failed = fail(Duration.ZERO);
        Duration pause = Duration.between(clock.instant(), failed.retryAt());
        assertThat(pause).isBetween(BACKOFF.dividedBy(2), BACKOFF.plus(PATIENCE));

        time.timePasses(pause.minus(MOMENT));
        time.expectNoMessageFor(Duration.ZERO, directory);
        time.timePasses(MOMENT);

        checkThatItIsOver();
    }

    @Test
    void a_pause_is_never_longer_than_the_longest_though_the_wall_clock_is_set_back_by_a_year() {
        fail(YEAR.negated());

        time.timePasses(LONGEST.minus(MOMENT));
        time.expectNoMessageFor(Duration.ZERO, directory);
        time.timePasses(MOMENT);

        checkThatItIsOver();
    }

    @Test
    void a_pause_is_over_when_the_wall_clock_is_set_ahead_by_a_year() {
        fail(YEAR);

        time.timePasses(MOMENT);

        checkThatItIsOver();
    }

    /** The first attempt fails when the clock has been set; afterwards the run waits. */
    private RunEvent.AttemptFailed fail(Duration step) {
        clock.step(step);
        SubagentFunction second = call -> {
            if (call.attempt() == 1) {
                throw new IllegalStateException("not yet");
            }
            return new FunctionResult("done", null);
        };
        Task task = Task.of("task", new SubagentSpec.Function("second"))
                .timeout(Duration.ofDays(2))
                .attempts(2)
                .backoff(BACKOFF)
                .build();
        Plan plan = Plans.of(task);
        ActorRef<RunActor.Message> run = testKit.spawn(RunActor.create(
                id, Environments.in(folder, Map.of("second", second), Environments.VIRTUAL, clock), directory.ref()));
        ask(run, new RunCommand.StartRun(id, plan, DecisionFlow.decide(plan), null));
        PersistenceTestKit log = PersistenceTestKit.create(testKit.system());
        RunEvent event;
        do {
            event = log.expectNextPersistedClass("Run|" + id, LogEntry.class).event();
        } while (!(event instanceof RunEvent.AttemptFailed));
        // What is decided on later has found the timer set.
        ask(run, new RunCommand.CancelTask("none"));
        return (RunEvent.AttemptFailed) event;
    }

    private void ask(ActorRef<RunActor.Message> run, RunCommand command) {
        TestProbe<CommandResult> answers = testKit.createTestProbe();
        run.tell(new RunActor.Decide(command, "test", answers.ref()));
        answers.receiveMessage(PATIENCE);
    }

    private void checkThatItIsOver() {
        directory.expectMessage(PATIENCE, new RunActor.Rests(id));
    }
}
