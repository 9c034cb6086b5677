package dev.stretto.benchmarks.harness;

import static dev.stretto.benchmarks.harness.Contestants.named;
import static dev.stretto.benchmarks.harness.Contestants.samples;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results results = new Results();

    @Test
    void growth_covers_every_size_of_a_series_also_those_that_were_measured_before_the_reference() {
        took("one run", 100, 0.016);
        took("one run", 1_000, 0.0275);
        took("one run", 10_000, 0.314);
        assertThat(growths()).containsExactly(5.82, 1.0, 1.14);
    }

    @Test
    void there_is_no_growth_in_a_series_whose_reference_was_not_measured() {
        took("one run", 100, 0.016);
        took("another", 1_000, 0.0275);
        results.add("another benchmark", contest("one run", 1_000), List.of(samples(0.0275), samples(1)));
        assertThat(results.of("benchmark").getFirst().getFirst().growth()).isNull();
    }

    @Test
    void baselines_have_a_ratio_and_stretto_has_a_growth() {
        results.add("benchmark", contest("one run", 1_000), List.of(samples(3, 1, 2), samples(8, 2, 4)));
        Result stretto = results.all().get(0);
        Result baseline = results.all().get(1);
        assertThat(stretto.contestant()).isEqualTo("stretto");
        assertThat(stretto.ratio()).isNull();
        assertThat(stretto.growth()).isEqualTo(1);
        assertThat(stretto.least()).isEqualTo(1);
        assertThat(stretto.most()).isEqualTo(3);
        assertThat(baseline.contestant()).isEqualTo("baseline");
        assertThat(baseline.ratio()).isEqualTo(0.5);
        assertThat(baseline.growth()).isNull();
    }

    @Test
    void a_goal_for_growth_is_one_for_what_is_larger_than_the_reference() {
        for (int size : List.of(100, 1_000, 10_000)) {
            double taken = size == 10_000 ? 16 : 1;
            results.add("benchmark", contest("one run", size).withGrowth(1.5), List.of(samples(taken), samples(taken)));
        }
        assertThat(ofStretto().get(0).goal()).isNull();
        assertThat(ofStretto().get(0).met()).isNull();
        assertThat(ofStretto().get(1).goal()).isEqualTo("growth ≤ 1.5");
        assertThat(ofStretto().get(1).met()).isTrue();
        assertThat(ofStretto().get(2).met()).isFalse();
    }

    @Test
    void of_two_goals_both_have_to_be_met() {
        took("one run", 1_000, 1);
        Contest both = Contest.of("one run", 10_000, named("stretto").withGoal(20), named("baseline"))
                .withGrowth(1.5);
        results.add("benchmark", both, List.of(samples(19), samples(1)));
        assertThat(ofStretto().getLast().goal()).isEqualTo("≤ 20.0 s, growth ≤ 1.5");
        assertThat(ofStretto().getLast().met()).isFalse();
    }

    @Test
    void a_goal_against_a_baseline_is_one_for_the_ratio() {
        Contest contest = Contest.of(
                "one run",
                10,
                named("stretto"),
                named("slower").withGoal(1),
                named("faster").withGoal(1));
        results.add("benchmark", contest, List.of(samples(2), samples(4), samples(1)));
        assertThat(results.all()).extracting(Result::goal).containsExactly(null, "ratio ≤ 1.0", "ratio ≤ 1.0");
        assertThat(results.all()).extracting(Result::met).containsExactly(null, true, false);
    }

    @Test
    void results_come_in_the_order_of_their_contests() {
        took("one run", 100, 1);
        took("another", 10, 1);
        assertThat(results.of("benchmark")).hasSize(2);
        assertThat(results.all())
                .extracting(Result::series)
                .containsExactly("one run", "one run", "another", "another");
    }

    private void took(String series, int size, double taken) {
        results.add("benchmark", contest(series, size), List.of(samples(taken), samples(1)));
    }

    private static Contest contest(String series, int size) {
        return Contest.of(series, size, named("stretto"), named("baseline"));
    }

    private List<Result> ofStretto() {
        return results.of("benchmark").stream().map(List::getFirst).toList();
    }

    private List<Double> growths() {
        return ofStretto().stream()
                .map(Result::growth)
                .map(growth -> Math.round(growth * 100) / 100.0)
                .toList();
    }
}
