package dev.stretto.actors.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.actors.Environments;
import dev.stretto.actors.Plans;
import dev.stretto.actors.SupervisedTask;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AttemptActorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static ActorTestKit testKit;

    @TempDir
    Path folder;

    private TestProbe<StepMessage> run;

    @BeforeAll
    static void open() {
        testKit = ActorTestKit.create();
    }

    @AfterAll
    static void close() {
        testKit.shutdownTestKit();
    }

    @Test
    void a_command_is_reported_when_it_starts_and_when_it_ends() {
        spawn(Plans.command("echo", Plans.LONG, null, "sh", "-c", "echo hello; echo oops >&2"), Map.of());

        RunCommand.RecordStart start = (RunCommand.RecordStart) next();
        Outcome outcome = outcome();
        assertThat(start.process().pid()).isPositive();
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.summary()).isEqualTo("hello");
        assertThat(outcome.output().bytes()).isEqualTo(6);
        assertThat(outcome.errors().bytes()).isEqualTo(5);
    }

    @Test
    void the_actor_stops_once_its_outcome_is_recorded() {
        ActorRef<AttemptActor.Message> actor = spawn(Plans.command("true", Plans.LONG, null, "true"), Map.of());
        next();
        StepMessage.Ended ended = run.expectMessageClass(StepMessage.Ended.class, PATIENCE);

        ended.acknowledgeTo().tell(new AttemptActor.Recorded());

        run.expectTerminated(actor, PATIENCE);
    }

    @Test
    void the_wall_clock_ends_an_attempt() {
        spawn(Plans.command("sleep", Duration.ofMillis(200), null, "sleep", "300"), Map.of());
        next();

        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
    }

    @Test
    void an_attempt_without_a_sign_of_life_is_ended_but_not_one_that_prints() {
        spawn(Plans.command("quiet", Plans.LONG, Duration.ofMillis(300), "sleep", "300"), Map.of());
        next();
        assertThat(outcome().failure().kind()).isEqualTo(Failure.Kind.IDLE);

        spawn(
                Plans.command(
                        "busy",
                        Plans.LONG,
                        Duration.ofMillis(600),
                        "sh",
                        "-c",
                        "for i in 1 2 3 4 5 6 7 8 9 10; do echo $i; sleep 0.1; done"),
                Map.of());
        next();
        assertThat(outcome().completed()).isTrue();
    }

    @Test
    void an_attempt_that_is_stopped_while_it_runs_is_cancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        SubagentFunction never = call -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return new FunctionResult(null, null);
        };
        ActorRef<AttemptActor.Message> actor = spawn(Plans.function("f", "never", 1), Map.of("never", never));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        actor.tell(new AttemptActor.Stop("the user wants it"));

        Failure failure = outcome().failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CANCELLED);
        assertThat(failure.message()).isEqualTo("the user wants it");
    }

    @Test
    void a_command_that_does_not_exist_is_a_failed_start() {
        spawn(Plans.command("none", Plans.LONG, null, "no-such-command-here"), Map.of());

        Outcome outcome = outcome();

        assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.START);
        assertThat(outcome.failure().message()).contains("no-such-command-here");
        assertThat(outcome.startedAt()).isNull();
    }

    private ActorRef<AttemptActor.Message> spawn(Task task, Map<String, SubagentFunction> functions) {
        run = testKit.createTestProbe();
        return testKit.spawn(
                SupervisedTask.of(task, folder, Environments.in(folder, functions, Environments.VIRTUAL), run.ref()));
    }

    private Outcome outcome() {
        return ((RunCommand.RecordOutcome) next()).outcome();
    }

    private RunCommand next() {
        return SupervisedTask.command(run.receiveMessage(PATIENCE));
    }
}
