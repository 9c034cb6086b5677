package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.RunningSubagent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SynthesisActorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RunCommand CANCELLED = new RunCommand.RecordSynthesisFailure("cancelled");

    private static ActorTestKit testKit;

    @TempDir
    Path folder;

    private TestProbe<RunActor.Message> run;
    private ActorRef<SynthesisActor.Message> synthesis;

    @BeforeAll
    static void open() {
        testKit = ActorTestKit.create();
    }

    @AfterAll
    static void close() {
        testKit.shutdownTestKit();
    }

    @BeforeEach
    void begin() {
        run = testKit.createTestProbe();
        synthesis = testKit.spawn(
                SynthesisActor.create(Environments.in(folder, Map.of(), Environments.VIRTUAL), run.ref()));
    }

    @Test
    void a_verification_is_recorded_with_how_it_ended() {
        synthesis.tell(verify("echo said; exit 3"));

        RunCommand.RecordVerification recorded = (RunCommand.RecordVerification) next();
        assertThat(recorded.verification().passed()).isFalse();
        assertThat(recorded.verification().exitCode()).isEqualTo(3);
        assertThat(recorded.verification().message()).contains("exit code 3").contains("said");
    }

    @Test
    void a_verification_that_is_stopped_says_nothing_about_the_result() {
        synthesis.tell(verify("exec sleep 300"));
        synthesis.tell(new SynthesisActor.Stop());

        assertThat(next()).isEqualTo(CANCELLED);
    }

    @Test
    void with_nothing_under_way_a_stop_is_the_end_and_no_step_begins_after_it() {
        synthesis.tell(new SynthesisActor.Stop());
        assertThat(next()).isEqualTo(CANCELLED);

        synthesis.tell(verify("echo never > never"));

        run.expectNoMessage();
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void a_verification_that_an_earlier_engine_began_is_taken_up_and_not_run_again() throws Exception {
        AttemptFiles files = new AttemptFiles(folder.resolve("attempts/run/_verification/1-1"));
        RunningSubagent earlier = new CommandRunner()
                .start(List.of("sh", "-c", "echo once >> count; exit 4"), Map.of(), folder, files, () -> false);
        earlier.exit().join();

        synthesis.tell(verify("echo twice >> count"));

        RunCommand.RecordVerification recorded = (RunCommand.RecordVerification) next();
        assertThat(recorded.verification().exitCode()).isEqualTo(4);
        assertThat(folder.resolve("count")).hasContent("once");
    }

    @Test
    void a_verification_that_is_lost_again_and_again_is_run_ten_times_and_then_has_failed() throws Exception {
        for (int number = 1; number <= 10; number++) {
            AttemptFiles files = new AttemptFiles(folder.resolve("attempts/run/_verification/1-" + number));
            new CommandRunner()
                    .start(List.of("true"), Map.of(), folder, files, () -> false)
                    .exit()
                    .join();
            Files.delete(files.exit());
        }

        synthesis.tell(verify("echo again >> count"));

        RunCommand.RecordVerification recorded = (RunCommand.RecordVerification) next();
        assertThat(recorded.verification().passed()).isFalse();
        assertThat(folder.resolve("count")).doesNotExist();
    }

    private RunCommand next() {
        return run.expectMessageClass(RunActor.ChildReport.class, PATIENCE).command();
    }

    private SynthesisActor.Verify verify(String script) {
        SynthesisSpec.Verify verify =
                new SynthesisSpec.Verify(List.of("sh", "-c", script), Duration.ofMinutes(1), false, null);
        Plan plan = Plans.of(Plans.function("a", "none", 1));
        StartedRun started = RunState.initial()
                .evolve(new RunEvent.RunStarted("run", plan, DecisionFlow.decide(plan), null, Instant.now()))
                .started()
                .orElseThrow();
        return new SynthesisActor.Verify(started, new Effect.Verify(verify, Optional.empty()));
    }
}
