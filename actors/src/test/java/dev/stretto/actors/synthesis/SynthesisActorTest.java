package dev.stretto.actors.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.actors.Environments;
import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.run.RunServices;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.synthesis.VerificationOrder;
import dev.stretto.subagents.overlay.WorkPlace;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.RunningSubagent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private TestProbe<SynthesisNews> run;
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
        RunServices services = Environments.in(folder, Map.of(), Environments.VIRTUAL);
        synthesis = testKit.spawn(
                SynthesisActor.create(services.node().session("run", 1), services.background(), run.ref()));
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
    void a_verification_that_an_earlier_engine_began_is_re_attached_and_not_run_again() throws Exception {
        AttemptFiles files = new AttemptFiles(folder.resolve("attempts/run/_verification/1-1"));
        RunningSubagent earlier = new CommandRunner()
                .start(
                        List.of("sh", "-c", "echo once >> count; exit 4"),
                        Map.of(),
                        WorkPlace.of(folder),
                        files,
                        () -> false);
        earlier.exit().join();

        synthesis.tell(verify("echo twice >> count"));

        RunCommand.RecordVerification recorded = (RunCommand.RecordVerification) next();
        assertThat(recorded.verification().exitCode()).isEqualTo(4);
        assertThat(folder.resolve("count")).hasContent("once");
    }

    @Test
    void a_lost_verification_is_reported_with_what_it_comes_to_if_it_is_not_begun_again() throws Exception {
        AttemptFiles files = new AttemptFiles(folder.resolve("attempts/run/_verification/1-3"));
        new CommandRunner()
                .start(List.of("true"), Map.of(), WorkPlace.of(folder), files, () -> false)
                .exit()
                .join();
        Files.delete(files.exit());

        synthesis.tell(verify("echo again >> count", 3));

        RunCommand.RecordLostStep lost = (RunCommand.RecordLostStep) next();
        assertThat(lost.step()).isEqualTo(new StepId("run", new AttemptId(StepId.RESULT, 3), StepKind.VERIFICATION));
        assertThat(((RunCommand.RecordVerification) lost.otherwise())
                        .verification()
                        .passed())
                .isFalse();
        assertThat(folder.resolve("count")).doesNotExist();
    }

    @Test
    void a_step_is_begun_again_once_the_one_before_has_cleaned_up() throws Exception {
        synthesis.tell(verify("echo first >> count", 1));
        SynthesisNews.ToRecord first = run.expectMessageClass(SynthesisNews.ToRecord.class, PATIENCE);
        synthesis.tell(verify("echo second >> count", 2));
        run.expectNoMessage();

        first.acknowledgeTo().tell(new AttemptActor.Recorded());

        assertThat(next()).isInstanceOf(RunCommand.RecordVerification.class);
        assertThat(folder.resolve("count")).hasContent("first\nsecond");
    }

    private RunCommand next() {
        return run.expectMessageClass(SynthesisNews.ToRecord.class, PATIENCE).command();
    }

    private SynthesisActor.Verify verify(String script) {
        return verify(script, 1);
    }

    private SynthesisActor.Verify verify(String script, int attempt) {
        SynthesisSpec.Verify verify =
                new SynthesisSpec.Verify(List.of("sh", "-c", script), Duration.ofMinutes(1), false, null);
        return new SynthesisActor.Verify(new Effect.Verify(new VerificationOrder(
                "run", 1, attempt, verify, null, null, null, Provision.NONE, EnvironmentSpec.NONE)));
    }
}
