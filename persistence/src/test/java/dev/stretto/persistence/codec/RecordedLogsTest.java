package dev.stretto.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.EventTypes.EventType;
import dev.stretto.persistence.codec.Upcasters.Step;
import dev.stretto.persistence.export.LogFile;
import dev.stretto.persistence.samples.SampleArtifacts;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that were recorded once and are never recorded again still mean what they meant. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedLogsTest {
    private static final String HOW_TO = "see test-fixtures/recorded-logs/README.md for how to record a log";

    static Stream<RecordedLog> recorded() throws IOException {
        return RecordedLog.all().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void its_hashes_transitions_and_artifacts_still_verify(RecordedLog recorded) throws Exception {
        LogFile file = LogFile.read(recorded.log());

        assertThat(file.complete()).isTrue();
        assertThat(Audit.of(file).result().findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void it_leads_to_the_report_that_was_recorded(RecordedLog recorded) throws Exception {
        LogFile file = LogFile.read(recorded.log());

        JsonNode now = tree(RecordedLog.reportOf(Replay.fold(file.run(), recorded.place(), file.rows())));

        assertThat(missing("", tree(Files.readAllBytes(recorded.report())), now))
                .as("a report may have more than it had, but nothing that it had may be gone or changed")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void after_each_event_the_todos_are_those_that_were_recorded(RecordedLog recorded) throws Exception {
        List<LogEntry> log =
                Replay.entries(recorded.place(), LogFile.read(recorded.log()).rows(), 0);

        assertThat(RecordedLog.statesOf(log)).isEqualTo(Files.readAllLines(recorded.states()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void by_way_of_two_newer_versions_of_every_event_it_leads_to_the_same(RecordedLog recorded) throws Exception {
        Map<Step, UnaryOperator<ObjectNode>> steps = new HashMap<>(ReleasedSteps.ALL);
        for (EventType type : EventTypes.all()) {
            steps.put(new Step(type.name(), type.version()), old -> object("wrapped", old));
            steps.put(new Step(type.name(), type.version() + 1), old -> (ObjectNode) old.get("wrapped"));
        }
        EventCodec newer = new EventCodec(new Upcasters(steps), RecordedLogsTest::twoVersionsOn);

        List<LogEntry> log = Replay.entries(
                newer, recorded.place(), LogFile.read(recorded.log()).rows(), 0);

        assertThat(RecordedLog.statesOf(log)).isEqualTo(Files.readAllLines(recorded.states()));
        steps.remove(new Step("tasks-launched", 2));
        EventCodec gap = new EventCodec(new Upcasters(steps), RecordedLogsTest::twoVersionsOn);
        assertThatThrownBy(() -> Replay.entries(
                        gap, recorded.place(), LogFile.read(recorded.log()).rows(), 0))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("event 2")
                .hasMessageContaining("'tasks-launched' of version 1");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void by_a_version_of_stretto_that_does_not_know_an_event_it_is_not_guessed_at(RecordedLog recorded)
            throws Exception {
        List<StoredRow> rows = LogFile.read(recorded.log()).rows();
        EventCodec older = new EventCodec(
                Upcasters.RELEASED, name -> name.equals("tasks-launched") ? Optional.empty() : EventTypes.named(name));

        assertThatThrownBy(() -> Replay.entries(older, recorded.place(), rows, 0))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("event 2")
                .hasMessageContaining("newer");
    }

    @Test
    void every_version_of_every_type_of_event_is_recorded() throws Exception {
        TreeSet<String> released = new TreeSet<>();
        for (EventType type : EventTypes.all()) {
            IntStream.rangeClosed(1, type.version()).forEach(version -> released.add(type.name() + " " + version));
        }
        for (RecordedLog recorded : RecordedLog.all()) {
            for (StoredRow row : LogFile.read(recorded.log()).rows()) {
                StoredEvent stored = StoredEvent.parse(recorded.place(), row.json());
                released.remove(stored.type() + " " + stored.version());
            }
        }

        assertThat(released)
                .as("types and versions without a recorded example; " + HOW_TO)
                .isEmpty();
    }

    @Test
    void every_sample_run_is_recorded(@TempDir Path folder) throws Exception {
        boolean record = Boolean.getBoolean("stretto.record");
        ArtifactStore artifacts = SampleArtifacts.in(folder);
        for (Map.Entry<String, ScriptedRun> sample : SampleRuns.all().entrySet()) {
            RecordedLog recorded = RecordedLog.named(sample.getKey());
            if (record && !recorded.exists()) {
                recorded.record(sample.getValue(), artifacts);
            }
            assertThat(recorded.exists())
                    .as("the sample run '" + sample.getKey() + "' is recorded; " + HOW_TO)
                    .isTrue();
        }
    }

    private static Optional<EventType> twoVersionsOn(String name) {
        return EventTypes.named(name).map(type -> new EventType(type.name(), type.version() + 2, type.data()));
    }

    private static ObjectNode object(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    private static JsonNode tree(byte[] json) throws IOException {
        return StrettoJson.mapper().readTree(json);
    }

    /** Where the second has something else than the first, or nothing. */
    private static List<String> missing(String path, JsonNode recorded, JsonNode now) {
        List<String> missing = new ArrayList<>();
        if (now == null || recorded.getNodeType() != now.getNodeType()) {
            missing.add(path + ": " + recorded + " has become " + now);
        } else if (recorded.isObject()) {
            recorded.properties()
                    .forEach(field -> missing.addAll(
                            missing(path + "/" + field.getKey(), field.getValue(), now.get(field.getKey()))));
        } else if (recorded.isArray() && recorded.size() == now.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                missing.addAll(missing(path + "/" + i, recorded.get(i), now.get(i)));
            }
        } else if (!recorded.equals(now)) {
            missing.add(path + ": " + recorded + " has become " + now);
        }
        return missing;
    }
}
