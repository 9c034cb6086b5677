package dev.stretto.actors.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.stretto.actors.Plans;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunMessageSerializerTest {
    private static ActorTestKit testKit;

    @BeforeAll
    static void open() {
        testKit = ActorTestKit.create(
                ConfigFactory.parseResources("stretto-messages.conf").withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void close() {
        testKit.shutdownTestKit();
    }

    static List<RunCommand> commands() {
        Plan plan = Plans.of(Plans.command("a", Plans.LONG, null, "sh", "-c", "true"), Plans.function("b", "f", 3));
        return List.of(
                new RunCommand.StartRun(
                        "20260101-000000-abcdef",
                        plan,
                        DecisionFlow.decide(plan),
                        new PinnedBase("/repository", "commit", "main", null),
                        "node"),
                new RunCommand.ResumeRun("node"),
                new RunCommand.RetryTasks(List.of("a"), "node"),
                new RunCommand.CancelRun("enough"),
                new RunCommand.CancelTask("a"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_a_run_is_asked_arrives_as_it_was_sent(RunCommand command) {
        TestProbe<RunReply.Decided> asker = testKit.createTestProbe();
        RunActor.Decide decide = new RunActor.Decide(command, "user alice", asker.ref());

        assertThat(overTheWire(decide)).isEqualTo(decide);
    }

    @Test
    void what_a_run_answers_arrives_without_the_events_which_are_in_the_log() {
        assertThat(overTheWire(new RunReply.Decided(new CommandResult.Rejected("no such run"))))
                .isEqualTo(new RunReply.Decided(new CommandResult.Rejected("no such run")));
        assertThat(overTheWire(new RunReply.Decided(CommandResult.accepted())))
                .isEqualTo(new RunReply.Decided(CommandResult.accepted()));
        RunReply letGo = new RunReply.LetGo(new StoppedRun("run", "the disk is full", StoppedRun.Kind.STORAGE));
        assertThat(overTheWire(letGo)).isEqualTo(letGo);
    }

    private static Object overTheWire(Object message) {
        Serialization serialization = SerializationExtension.get(Adapter.toClassic(testKit.system()));
        SerializerWithStringManifest serializer =
                (SerializerWithStringManifest) serialization.findSerializerFor(message);
        assertThat(serializer.manifest(message)).endsWith("-1");
        return serialization
                .deserialize(serializer.toBinary(message), serializer.identifier(), serializer.manifest(message))
                .get();
    }
}
