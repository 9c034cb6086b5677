package dev.stretto.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.persistence.codec.EventTypes.EventType;
import dev.stretto.persistence.codec.Upcasters.Step;
import dev.stretto.persistence.export.LogFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReleasedStepsTest {
    private final EventCodec codec = new EventCodec();

    static Stream<RecordedLog> recorded() throws IOException {
        return RecordedLog.all().stream();
    }

    @Test
    void there_is_one_from_every_version_to_the_next_and_no_other() {
        Set<Step> wanted = new HashSet<>();
        for (EventType type : EventTypes.all()) {
            IntStream.range(1, type.version()).forEach(version -> wanted.add(new Step(type.name(), version)));
        }

        assertThat(ReleasedSteps.ALL.keySet()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void what_an_older_version_becomes_is_what_is_written_for_the_same_event_today(RecordedLog recorded)
            throws Exception {
        for (StoredRow row : LogFile.read(recorded.log()).rows()) {
            StoredEvent stored = StoredEvent.parse(recorded.place(), row.json());
            EventType type = EventTypes.named(stored.type()).orElseThrow();
            LogEntry read = codec.read(recorded.place(), row);
            LogEntry today = codec.seal(read.sequence(), read.at(), read.cause(), read.previous(), read.event());

            ObjectNode upcast = Upcasters.RELEASED
                    .upcast(stored.type(), stored.version(), type.version(), stored.data())
                    .orElseThrow();

            assertThat(withoutDigests(upcast))
                    .as("event " + read.sequence())
                    .isEqualTo(withoutDigests(
                            StoredEvent.parse(recorded.place(), today.json()).data()));
        }
    }

    /** Salts are random: the same text has another digest each time, and one that was erased has another size. */
    private static ObjectNode withoutDigests(ObjectNode data) {
        data.findParents(TextRef.DIGEST).stream().filter(TextRef::isOne).forEach(ref -> ((ObjectNode) ref).removeAll());
        return data;
    }
}
