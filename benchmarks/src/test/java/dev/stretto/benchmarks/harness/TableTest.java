package dev.stretto.benchmarks.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Table table = new Table(new PrintStream(bytes, true, UTF_8));

    @Test
    void the_first_row_names_series_and_size_and_the_baselines_stand_below() {
        table.rows(List.of(
                new Result(
                        "fan-out",
                        "one run",
                        1_000,
                        "stretto",
                        Unit.SECONDS,
                        0.0275,
                        0.025,
                        0.03,
                        3,
                        null,
                        1.0,
                        "growth ≤ 1.5",
                        true),
                new Result(
                        "fan-out",
                        "one run",
                        1_000,
                        "threads",
                        Unit.SECONDS,
                        0.00408,
                        0.004,
                        0.0042,
                        3,
                        6.74,
                        null,
                        "ratio ≤ 1.0",
                        false)));
        assertThat(lines())
                .containsExactly(
                        "  one run                    1,000  stretto                            27.5 ms   27.5 µs    9 %"
                                + "           1.00  growth ≤ 1.5: met",
                        "                                    threads                            4.08 ms   4.08 µs    2 %"
                                + "    6.74         ratio ≤ 1.0: MISSED");
    }

    @Test
    void one_repetition_has_no_spread_and_what_has_no_goal_ends_before_it() {
        table.rows(List.of(new Result(
                "start", "runs", 1, "stretto runs", Unit.SECONDS, 0.483, 0.483, 0.483, 1, null, null, null, null)));
        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst()).endsWith("stretto runs                        483 ms    483 ms");
    }

    @Test
    void a_small_ratio_has_a_third_digit() {
        table.rows(List.of(
                new Result("start", "runs", 1, "slow", Unit.SECONDS, 100, 100, 100, 1, 0.0521, null, null, null)));
        assertThat(lines().getFirst()).endsWith("0.052");
    }

    private List<String> lines() {
        return bytes.toString(UTF_8).lines().toList();
    }
}
