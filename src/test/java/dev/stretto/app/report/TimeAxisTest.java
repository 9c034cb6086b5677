package dev.stretto.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stretto.app.report.TimeAxis.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimeAxisTest {
    private static final Offset<Double> EXACT = within(0.001);

    @Test
    void times_are_in_proportion_while_something_goes_on() {
        TimeAxis axis = new TimeAxis(List.of(span(0, 60), span(30, 100)), 0, 1_000);

        assertThat(axis.at(time(0))).isCloseTo(0, EXACT);
        assertThat(axis.at(time(25))).isCloseTo(250, EXACT);
        assertThat(axis.at(time(100))).isCloseTo(1_000, EXACT);
        assertThat(axis.rests()).isEmpty();
    }

    @Test
    void a_long_rest_takes_little_room_and_a_short_one_what_it_took() {
        TimeAxis axis = new TimeAxis(List.of(span(0, 50), span(60, 110), span(36_000, 36_100)), 0, 1_000);

        assertThat(axis.rests()).containsExactly(span(110, 36_000));
        assertThat(axis.at(time(36_000)) - axis.at(time(110))).isBetween(20.0, 50.0);
        assertThat(axis.at(time(60)) - axis.at(time(50))).isBetween(40.0, 50.0);
        assertThat(axis.at(time(36_100))).isCloseTo(1_000, EXACT);
    }

    @Test
    void ticks_are_round_few_and_in_no_rest() {
        TimeAxis axis = new TimeAxis(List.of(span(0, 130), span(7_200, 7_330)), 0, 1_000);

        List<Duration> ticks = axis.ticks(10);

        assertThat(ticks).startsWith(Duration.ZERO, Duration.ofSeconds(30)).hasSizeBetween(5, 20);
        assertThat(ticks).noneMatch(tick -> tick.toSeconds() > 130 && tick.toSeconds() < 7_200);
        assertThat(ticks).allMatch(tick -> tick.toSeconds() % 30 == 0);
    }

    @Test
    void what_took_no_time_at_all_has_its_place() {
        TimeAxis axis = new TimeAxis(List.of(span(5, 5)), 100, 1_000);

        assertThat(axis.at(time(5))).isCloseTo(100, EXACT);
        assertThat(axis.ticks(10)).hasSize(1);
    }

    private static Span span(long from, long to) {
        return new Span(time(from), time(to));
    }

    private static Instant time(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }
}
