package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunActorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ActorTestKit testKit;

    /** One for all tests: the attempts of one may still write when the next begins. */
    @TempDir
    static Path folder;

    private final String id = UUID.randomUUID().toString();
    private ActorRef<RunActor.Message> run;

    @BeforeAll
    static void open() {
        testKit =
                ActorTestKit.create(EventSourcedBehaviorTestKit.config().withFallback(ConfigFactory.parseString("""
                        pekko.actor.serializers.stretto-log-entry = "dev.stretto.actors.LogEntrySerializer"
                        pekko.actor.serialization-bindings."dev.stretto.persistence.codec.LogEntry" = stretto-log-entry
                        """)));
    }

    @AfterAll
    static void close() {
        testKit.shutdownTestKit();
    }

    @BeforeEach
    void begin() {
        run = awake();
    }

    private ActorRef<RunActor.Message> awake() {
        SubagentFunction never = call -> {
            new CountDownLatch(1).await();
            return new FunctionResult(null, null);
        };
        TestProbe<RunActor.Notice> directory = testKit.createTestProbe();
        return testKit.spawn(RunActor.create(
                id, Environments.in(folder, Map.of("never", never), Environments.VIRTUAL), directory.ref()));
    }

    @Test
    void a_started_run_launches_everything_that_may_start_by_one_event() {
        start(Plans.of(
                Plans.function("a", "never", 1), Plans.function("b", "never", 1), Plans.function("c", "never", 1)));

        List<RunEvent> events = log(id);
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(RunEvent.RunStarted.class);
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        RunEvent.TasksLaunched.class,
                        launched -> assertThat(launched.attempts()).hasSize(3));
    }

    @Test
    void the_concurrency_limit_is_kept() {
        start(Plans.limited(
                2, Plans.function("a", "never", 1), Plans.function("b", "never", 1), Plans.function("c", "never", 1)));

        assertThat(log(id).get(1))
                .isInstanceOfSatisfying(
                        RunEvent.TasksLaunched.class,
                        launched -> assertThat(launched.attempts()).hasSize(2));
    }

    @Test
    void a_second_start_writes_nothing_and_is_refused_if_it_is_of_another_plan() {
        Plan plan = Plans.of(Plans.function("a", "never", 1));
        start(plan);
        List<LogEntry> before = entries(id);

        assertThat(start(plan)).isEqualTo(new CommandResult.Accepted(List.of()));
        assertThat(start(Plans.of(Plans.function("b", "never", 1)))).isInstanceOf(CommandResult.Rejected.class);

        assertThat(entries(id)).isEqualTo(before);
    }

    @Test
    void entries_carry_their_place_their_cause_and_the_hash_of_the_one_before() {
        start(Plans.of(Plans.function("a", "never", 1)));

        LogEntry first = entries(id).get(0);
        LogEntry second = entries(id).get(1);
        assertThat(first.previous()).isEqualTo(LogEntry.NO_PREVIOUS);
        assertThat(first.cause()).isEqualTo("user test");
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.digest());
        assertThat(second.cause()).isEqualTo("engine");
    }

    @Test
    void a_restarted_run_goes_on_where_its_log_ends_and_says_so() {
        start(Plans.of(Plans.function("a", "never", 1), Plans.function("b", "never", 1)));
        LoggedRun before = folded(entries(id));
        testKit.stop(run, PATIENCE);

        awake();

        PersistenceTestKit written = PersistenceTestKit.create(testKit.system());
        List<LogEntry> log = IntStream.range(0, 3)
                .mapToObj(i -> written.expectNextPersistedClass("Run|" + id, LogEntry.class, PATIENCE))
                .toList();
        assertThat(log.getLast().event()).isInstanceOf(RunEvent.RunResumed.class);
        assertThat(folded(log).state().started().orElseThrow().todos())
                .isEqualTo(before.state().started().orElseThrow().todos());
    }

    @Test
    void a_crash_of_an_attempts_actor_is_a_failed_attempt_and_never_a_stuck_run() {
        AtomicBoolean crashed = new AtomicBoolean();
        Executor crashesOnce = piece -> {
            if (crashed.compareAndSet(false, true)) {
                throw new RejectedExecutionException("a crash that the test asked for");
            }
            Environments.VIRTUAL.execute(piece);
        };
        TestProbe<RunActor.Notice> directory = testKit.createTestProbe();
        TestProbe<CommandResult> answers = testKit.createTestProbe();
        ActorRef<RunActor.Message> actor = testKit.spawn(
                RunActor.create("crashing", Environments.in(folder, Map.of(), crashesOnce), directory.ref()));
        Plan plan = Plans.of(Plans.command("a", Plans.LONG, null, "true"));

        actor.tell(new RunActor.Decide(
                new RunCommand.StartRun("crashing", plan, DecisionFlow.decide(plan), null), "test", answers.ref()));

        directory.expectMessage(PATIENCE, new RunActor.Rests("crashing"));
        assertThat(log("crashing"))
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                RunEvent.TaskFailed.class,
                                failed -> assertThat(failed.outcome().failure().kind())
                                        .isEqualTo(Failure.Kind.INTERNAL)));
    }

    @Test
    void a_command_that_is_refused_leaves_a_finished_run_sealed() throws Exception {
        TestProbe<RunActor.Notice> directory = testKit.createTestProbe();
        TestProbe<CommandResult> answers = testKit.createTestProbe();
        RunEnvironment environment = Environments.in(
                folder, Map.of("nothing", call -> new FunctionResult(null, null)), Environments.VIRTUAL);
        ActorRef<RunActor.Message> actor = testKit.spawn(RunActor.create("sealed", environment, directory.ref()));
        Plan plan = Plans.of(Plans.function("a", "nothing", 1));
        actor.tell(new RunActor.Decide(
                new RunCommand.StartRun("sealed", plan, DecisionFlow.decide(plan), null), "test", answers.ref()));
        directory.expectMessage(PATIENCE, new RunActor.Rests("sealed"));
        Optional<String> seal = environment.seals().of("sealed");

        actor.tell(new RunActor.Decide(new RunCommand.CancelRun("test"), "user test", answers.ref()));

        directory.expectMessage(PATIENCE, new RunActor.Rests("sealed"));
        assertThat(seal).isPresent();
        assertThat(environment.seals().of("sealed")).isEqualTo(seal);
    }

    @Test
    void a_command_to_a_run_that_was_never_started_is_refused() {
        assertThat(ask(new RunCommand.CancelRun("test"))).isEqualTo(new CommandResult.Rejected("no such run"));
    }

    private CommandResult start(Plan plan) {
        return ask(new RunCommand.StartRun(id, plan, DecisionFlow.decide(plan), null));
    }

    private CommandResult ask(RunCommand command) {
        TestProbe<CommandResult> answer = testKit.createTestProbe();
        run.tell(new RunActor.Decide(command, "user test", answer.ref()));
        return answer.receiveMessage(PATIENCE);
    }

    private static LoggedRun folded(List<LogEntry> log) {
        LoggedRun folded = LoggedRun.empty();
        for (LogEntry entry : log) {
            folded = folded.after(entry);
        }
        return folded;
    }

    private static List<RunEvent> log(String run) {
        return entries(run).stream().map(LogEntry::event).toList();
    }

    private static List<LogEntry> entries(String run) {
        return PersistenceTestKit.create(testKit.system()).persistedInStorage("Run|" + run).stream()
                .map(LogEntry.class::cast)
                .toList();
    }
}
