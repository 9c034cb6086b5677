package dev.stretto.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 12.34, 12.3 s",
        "SECONDS, 1, 1.00 s",
        "SECONDS, 0.0275, 27.5 ms",
        "SECONDS, 0.00016, 160 µs",
        "SECONDS, 0.0000002, 0.20 µs",
        "BYTES, 512, 512 B",
        "BYTES, 4587, 4.48 KiB",
        "BYTES, 307232768, 293 MiB",
    })
    void values_have_three_digits_and_the_largest_unit_that_fits(Unit unit, double value, String told) {
        assertThat(unit.format(value)).isEqualTo(told);
    }
}
