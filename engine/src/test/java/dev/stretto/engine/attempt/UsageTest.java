package dev.stretto.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UsageTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0.07, 70000, 0.07",
        "12, 12000000, 12",
        "100, 100000000, 100",
        "1e2, 100000000, 100",
        "0.000001, 1, 0.000001",
        "0.0000005, 1, 0.000001",
        "0.0000004, 0, 0",
        "1e-999999999, 0, 0",
        "999999999999.999999, 999999999999999999, 999999999999.999999"
    })
    void dollars_are_counted_in_millionths_and_told_in_dollars(BigDecimal said, long micros, String told) {
        assertThat(Usage.micros(said)).hasValue(micros);
        assertThat(new Usage(null, null, micros).usd()).isEqualTo(new BigDecimal(told));
    }

    @ParameterizedTest
    @CsvSource({"-0.01", "1000000000000", "1e999999999"})
    void what_nobody_can_have_paid_is_no_amount(BigDecimal said) {
        assertThat(Usage.micros(said)).isEmpty();
    }

    @Test
    void ten_times_ten_cents_are_a_dollar() {
        long sum = LongStream.range(0, 10)
                .map(i -> Usage.micros(new BigDecimal("0.1")).orElseThrow())
                .sum();

        assertThat(new Usage(null, null, sum).usd()).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void what_is_not_known_is_absent() {
        assertThat(new Usage(null, null, null).usd()).isNull();
    }
}
