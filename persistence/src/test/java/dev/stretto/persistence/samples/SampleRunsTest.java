package dev.stretto.persistence.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.persistence.codec.EventParts;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The other tests rely on it that there is nothing in any event that the samples do not have. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleRunsTest {
    /** May be absent, but no version of Stretto has left it out so far. */
    private static final Set<String> ALWAYS_THERE = Set.of("Integration.branch");

    private final EventParts parts = EventParts.ofAllEvents();

    SampleRunsTest() {
        SampleRuns.all().values().forEach(run -> run.log().forEach(entry -> parts.with(entry.event())));
    }

    @Test
    void every_record_that_can_be_in_a_log_is_in_a_sample() {
        assertThat(parts.types())
                .filteredOn(Class::isRecord)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(parts.seen()).contains(type));
    }

    @Test
    void every_part_that_may_be_absent_is_there_in_one_sample_and_absent_in_another() {
        Set<String> absent = new TreeSet<>(parts.optional());
        absent.removeAll(ALWAYS_THERE);
        assertThat(parts.absent()).isEqualTo(absent);
        assertThat(parts.present()).containsAll(parts.optional());
    }
}
