package dev.stretto.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.FlowStep.Answer;
import dev.stretto.engine.decision.Separation.Kind;
import dev.stretto.engine.decision.Separation.SameFile;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.scope.KnownPaths;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DecisionExplanationTest {

    @Test
    void one_task_ends_the_flow_at_its_first_question() {
        assertThat(explain("a").flow())
                .containsExactly(
                        new FlowStep("Multiple tasks?", Answer.NO, "there is one task", "Single agent handles all"));
    }

    @Test
    void tasks_that_are_all_related_end_it_at_the_second() {
        FlowStep last = explain("a related=b", "b").flow().getLast();

        assertThat(last.question()).isEqualTo("Are they independent?");
        assertThat(last.answer()).isEqualTo(Answer.NO);
        assertThat(last.because()).contains("a, b");
        assertThat(last.outcome()).isEqualTo("Single agent investigates together");
    }

    @Test
    void the_third_says_what_is_kept_apart_and_in_how_many_waves_the_rest_goes() {
        DecisionExplanation explanation =
                explain("a writes=x", "b writes=x", "c after=b", "d related=e", "e", "f shares=db", "g shares=db");

        assertThat(explanation.flow())
                .extracting(FlowStep::answer)
                .containsExactly(Answer.YES, Answer.PARTLY, Answer.PARTLY);
        assertThat(explanation.flow().getLast())
                .isEqualTo(new FlowStep(
                        "Can work in parallel?",
                        Answer.PARTLY,
                        "3 pairs kept apart: 1 by dependency, 1 by files that both may write, 1 by a shared resource",
                        "PARALLEL DISPATCH in 3 waves"));
    }

    @Test
    void what_is_not_known_is_not_called_independent() {
        assertThat(explain("a writes=x", "b").flow().getLast().because())
                .contains("of 1 it is not known what they write");
        assertThat(explain("a writes=x", "b").unknownScopes()).containsExactly("b");
        assertThat(explain("a", "b").flow().getLast().because()).contains("no task says what it writes");
        assertThat(explain("a writes=nothing", "b writes=x").unknownScopes()).isEmpty();
        assertThat(explain("a", "b writes=x").notes()).anyMatch(note -> note.contains("synthesis protect"));
    }

    @Test
    void the_author_s_word_is_told_as_such() {
        Plan parallel = ShortPlan.of(Mode.PARALLEL, 0, "a writes=x", "b writes=x");
        Plan sequential = ShortPlan.of(Mode.SEQUENTIAL, 0, "a", "b");

        assertThat(explain(parallel, KnownDurations.NONE).flow().getLast().because())
                .contains("scopes were not compared");
        assertThat(explain(sequential, KnownDurations.NONE).flow().getLast().outcome())
                .isEqualTo("Sequential agents");
    }

    @Test
    void a_pair_is_kept_apart_by_a_file_that_exists_where_there_is_one() {
        assertThat(explain("a writes=src/**", "b writes=**/*.java").separations())
                .containsExactly(new Separation(
                        "b", "a", Kind.WRITES, null, new SameFile("**/*.java", "src/**", "src/main/Foo.java", true)));
        assertThat(explain("a writes=docs/**", "b writes=**/*.md").separations())
                .containsExactly(new Separation(
                        "b", "a", Kind.WRITES, null, new SameFile("**/*.md", "docs/**", "docs/.md", false)));
    }

    @Test
    void writers_of_the_same_glob_and_related_tasks_are_told_too() {
        List<Separation> finder = explain("a writes=src/**", "b writes=src/**", "c related=d", "d")
                .separations();

        assertThat(finder).extracting(Separation::kind).containsExactly(Kind.WRITES, Kind.RELATED);
        assertThat(finder.getFirst().reason())
                .isEqualTo("b waits for a: both may write the same files; both give src/**, which matches"
                        + " src/main/Foo.java");
        assertThat(finder.getLast().reason()).isEqualTo("d and c are related: one subagent investigates them together");
    }

    @Test
    void the_critical_path_is_the_longest_by_number_while_nothing_is_known() {
        DecisionExplanation explanation = explain("a", "b after=a", "c after=b", "d");

        assertThat(explanation.criticalPath()).isEqualTo(new CriticalPath(List.of("a", "b", "c"), null));
        assertThat(explanation.expectation()).isNull();
    }

    @Test
    void the_critical_path_is_the_longest_by_time_once_durations_are_known() {
        DecisionExplanation explanation = explain(
                ShortPlan.of(Mode.AUTO, 0, "a", "b after=a", "c after=b", "d"),
                seconds(Map.of("a", 1, "b", 2, "c", 3, "d", 60)));

        assertThat(explanation.criticalPath()).isEqualTo(new CriticalPath(List.of("d"), 60_000L));
        assertThat(explanation.expectation()).isEqualTo(new Expectation(60_000, 66_000, 1.1, 4, 0, null));
    }

    @Test
    void a_limit_on_concurrency_lengthens_the_makespan_as_list_scheduling_does() {
        KnownDurations durations = seconds(Map.of("a", 3, "b", 2, "c", 2, "d", 1));

        assertThat(makespan(0, durations)).isEqualTo(3_000);
        assertThat(makespan(2, durations)).isEqualTo(4_000);
        assertThat(makespan(1, durations)).isEqualTo(8_000);
    }

    @Test
    void what_is_not_known_is_assumed_to_take_as_long_as_the_median_and_that_is_said() {
        DecisionExplanation explanation =
                explain(ShortPlan.of(Mode.AUTO, 1, "a", "b", "c", "d"), seconds(Map.of("a", 2, "b", 4)));

        assertThat(explanation.expectation()).isEqualTo(new Expectation(12_000, 12_000, 1, 2, 2, 3_000L));
    }

    private static long makespan(int concurrency, KnownDurations durations) {
        Expectation expected = explain(ShortPlan.of(Mode.AUTO, concurrency, "a", "b", "c", "d"), durations)
                .expectation();
        assertThat(expected).isNotNull();
        return expected.makespanMs();
    }

    private static KnownDurations seconds(Map<String, Integer> seconds) {
        Map<List<String>, Duration> medians = new HashMap<>();
        seconds.forEach((task, length) -> medians.put(List.of(task), Duration.ofSeconds(length)));
        return new KnownDurations(medians);
    }

    private static DecisionExplanation explain(String... tasks) {
        return explain(ShortPlan.of(Mode.AUTO, 0, tasks), KnownDurations.NONE);
    }

    private static DecisionExplanation explain(Plan plan, KnownDurations durations) {
        return DecisionExplanation.of(
                plan,
                DecisionFlow.decide(plan),
                durations,
                new KnownPaths(List.of("pom.xml", "src/main/Foo.java", "x")));
    }
}
