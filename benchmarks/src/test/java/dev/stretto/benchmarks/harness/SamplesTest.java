package dev.stretto.benchmarks.harness;

import static dev.stretto.benchmarks.harness.Contestants.samples;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void the_median_of_an_odd_number_is_the_one_in_the_middle_whatever_their_order() {
        assertThat(samples(9, 1, 4).median()).isEqualTo(4);
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(samples(9, 1, 4, 6).median()).isEqualTo(5);
    }

    @Test
    void the_median_of_one_is_that_one() {
        assertThat(samples(3).median()).isEqualTo(3);
    }

    @Test
    void the_least_and_the_most_are_kept_and_all_are_counted() {
        Samples samples = samples(4, 9, 1, 4);
        assertThat(samples.least()).isEqualTo(1);
        assertThat(samples.most()).isEqualTo(9);
        assertThat(samples.count()).isEqualTo(4);
    }
}
