package dev.stretto.actors.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.stretto.actors.Environments;
import dev.stretto.actors.Plans;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
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

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunDirectoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUN = "run";
    private static final String OTHER = "never-started";

    private final PausingClock clock = new PausingClock();
    private final HoldingExecutor blocking = new HoldingExecutor();
    private final CountDownLatch secondAttempt = new CountDownLatch(1);
    private ActorTestKit testKit;
    private ActorRef<RunDirectory.Message> directory;

    /** Hears of the ends of all runs, in the order in which the directory tells them. */
    private TestProbe<RunDirectory.End> ends;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        testKit =
                ActorTestKit.create(EventSourcedBehaviorTestKit.config().withFallback(ConfigFactory.parseString("""
                        pekko.actor.serializers.stretto-log-entry = "dev.stretto.actors.LogEntrySerializer"
                        pekko.actor.serialization-bindings."dev.stretto.persistence.codec.LogEntry" = stretto-log-entry
                        """)));
        SubagentFunction second = call -> {
            if (call.attempt() == 1) {
                throw new IllegalStateException("not yet");
            }
            secondAttempt.await();
            return new FunctionResult("done", null);
        };
        directory = testKit.spawn(RunDirectory.create(
                Environments.in(folder, Map.of("second", second), blocking, clock),
                (run, failure) -> new StoppedRun(run, failure.toString(), StoppedRun.Kind.INTERNAL)));
        ends = testKit.createTestProbe();
    }

    @AfterEach
    void close() {
        clock.go();
        secondAttempt.countDown();
        testKit.shutdownTestKit();
    }

    @Test
    void the_end_of_a_run_is_told_once_its_actor_has_stopped_and_not_if_a_retry_comes_before_that() throws Exception {
        start();
        await(RUN);
        ends.expectMessage(PATIENCE, new RunDirectory.End(RUN, null));

        // The actor is awake again and held up. Two things wait behind that: word that nothing is left to do, and a
        // retry.
        blocking.holdAfter(1); // the check of the seal
        await(RUN);
        Runnable backgroundWork = blocking.held();
        Pause refusal = clock.pause();
        TestProbe<RunReply> refused = tell(new RunCommand.CancelTask("none"));
        refusal.awaitReached();
        backgroundWork.run();
        TestProbe<RunReply> retried = tell(new RunCommand.RetryTasks(List.of(), "node"));
        awaitThatEverythingWasPassedOn();
        Pause acceptance = clock.pause();
        refusal.end();
        assertThat(decided(refused)).isInstanceOf(CommandResult.Rejected.class);
        acceptance.awaitReached();

        // It has told the directory that it rests, and is about to decide on the retry.
        awaitThatEverythingWasPassedOn();
        acceptance.end();
        assertThat(decided(retried)).isInstanceOf(CommandResult.Accepted.class);
        await(RUN);
        awaitThatEverythingWasPassedOn();

        secondAttempt.countDown();
        ends.expectMessage(PATIENCE, new RunDirectory.End(RUN, null));
        ends.expectMessage(PATIENCE, new RunDirectory.End(RUN, null));
        assertThat(statuses()).containsExactly(RunStatus.FAILED, RunStatus.COMPLETED);
    }

    /** The next end that is told is one that was asked for last: of a run that there is nothing to say about. */
    private void awaitThatEverythingWasPassedOn() {
        await(OTHER);
        ends.expectMessage(PATIENCE, new RunDirectory.End(OTHER, null));
    }

    private void await(String run) {
        directory.tell(new RunDirectory.Await(run, ends.ref()));
    }

    private void start() {
        Plan plan = Plans.of(Plans.function("task", "second", 1));
        TestProbe<RunReply> started = tell(new RunCommand.StartRun(RUN, plan, DecisionFlow.decide(plan), null, "node"));
        assertThat(decided(started)).isInstanceOf(CommandResult.Accepted.class);
    }

    private TestProbe<RunReply> tell(RunCommand command) {
        TestProbe<RunReply> answer = testKit.createTestProbe();
        directory.tell(new RunDirectory.Ask(RUN, command, "test", answer.ref()));
        return answer;
    }

    private static CommandResult decided(TestProbe<RunReply> answer) {
        return ((RunReply.Decided) answer.receiveMessage(PATIENCE)).result();
    }

    private List<RunStatus> statuses() {
        return PersistenceTestKit.create(testKit.system()).persistedInStorage("Run|" + RUN).stream()
                .map(entry -> ((LogEntry) entry).event())
                .filter(RunEvent.RunFinished.class::isInstance)
                .map(event -> ((RunEvent.RunFinished) event).status())
                .toList();
    }

    /** A moment at which who asks for the time has to wait. */
    private record Pause(CountDownLatch reached, CountDownLatch over) {
        void awaitReached() throws InterruptedException {
            assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        void end() {
            over.countDown();
        }
    }

    /** A clock that lets the next one who asks for the time wait: an actor that is about to decide. */
    private static final class PausingClock extends Clock {
        private final AtomicReference<Pause> next = new AtomicReference<>();
        private final List<Pause> all = new ArrayList<>();

        Pause pause() {
            Pause pause = new Pause(new CountDownLatch(1), new CountDownLatch(1));
            all.add(pause);
            next.set(pause);
            return pause;
        }

        void go() {
            all.forEach(Pause::end);
        }

        @Override
        public Instant instant() {
            Pause pause = next.getAndSet(null);
            if (pause != null) {
                pause.reached().countDown();
                try {
                    pause.over().await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Carries out what it is given, but holds one piece back if it is told so. */
    private static final class HoldingExecutor implements Executor {
        private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        private final AtomicInteger toHold = new AtomicInteger(-1);

        /** Holds one piece back, after so many others. */
        void holdAfter(int pieces) {
            toHold.set(pieces);
        }

        Runnable held() throws InterruptedException {
            Runnable piece = held.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(piece).isNotNull();
            return piece;
        }

        @Override
        public void execute(Runnable piece) {
            if (toHold.getAndUpdate(left -> left < 0 ? left : left - 1) == 0) {
                held.add(piece);
            } else {
                Environments.VIRTUAL.execute(piece);
            }
        }
    }
}
