package dev.stretto.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TodoLinesTest {
    private static final int ROWS = 22;
    private static final int COLUMNS = 79;

    private final TodoLines lines = new TodoLines(Path.of("none"), true);

    @Test
    void a_few_todos_are_all_shown_in_the_order_of_the_plan_below_one_line_that_counts_them() {
        ManyTasks many = new ManyTasks(4, 2);
        many.later(Duration.ofSeconds(1));
        many.fail(1);
        many.complete(0, 1);

        List<String> shown = shown(many);

        assertThat(shown.getFirst())
                .isEqualTo("many  20260101-000000-abcdef  1s  2 in_progress, 1 failed, 1 completed");
        assertThat(shown.subList(1, 5))
                .extracting(line -> line.substring(3).strip().replaceAll("  +.*", ""))
                .containsExactly("Task number 0", "Task number 1", "Task number 2", "Task number 3");
        assertThat(shown.get(2)).contains("failed", "it broke");
        assertThat(shown).hasSize(6);
    }

    @Test
    void ten_thousand_todos_fit_a_terminal_of_eighty_by_twenty_four() {
        ManyTasks many = new ManyTasks(10_000, 0);

        List<AttributedString> drawn = lines.of(many.run(), ROWS, COLUMNS, many.now());

        assertThat(drawn).hasSizeLessThanOrEqualTo(ROWS).allMatch(line -> line.columnLength() <= COLUMNS);
        assertThat(drawn.get(1)).hasToString("10000 in_progress");
        assertThat(drawn.getLast()).hasToString("  … and 9982 more");
    }

    @Test
    void what_failed_is_not_hidden_by_all_that_runs() {
        ManyTasks many = new ManyTasks(10_000, 0);
        many.fail(7_000);
        many.fail(9_999);

        List<String> shown = shown(many);

        assertThat(shown).anyMatch(line -> line.contains("Task number 7000") && line.contains("failed"));
        assertThat(shown).anyMatch(line -> line.contains("Task number 9999") && line.contains("it broke"));
        assertThat(shown).anyMatch(line -> line.contains("Task number 0 ") && line.contains("in_progress"));
        assertThat(shown.get(1)).isEqualTo("9998 in_progress, 2 failed");
    }

    @Test
    void what_failed_is_not_hidden_by_the_many_tasks_that_one_subagent_carries_out_together() {
        ManyTasks many = new ManyTasks(
                Stream.concat(
                                IntStream.range(100, 125).mapToObj(TodoLinesTest::related),
                                IntStream.range(0, 10).mapToObj(ManyTasks::task))
                        .toList(),
                0);
        many.fail(8);
        many.complete(0, 5);

        List<String> shown = shown(many);

        assertThat(shown).hasSizeLessThanOrEqualTo(ROWS);
        assertThat(shown).anyMatch(line -> line.contains("Task number 8 ") && line.contains("failed"));
        assertThat(shown)
                .filteredOn(line -> line.contains("Task number 1"))
                .as("the room is used up")
                .hasSize(17)
                .allMatch(line -> line.contains("in_progress"));
    }

    @Test
    void of_many_failures_together_as_many_are_shown_as_there_is_room_for_beside_what_runs() {
        ManyTasks many = new ManyTasks(
                Stream.concat(
                                IntStream.range(100, 125).mapToObj(TodoLinesTest::related),
                                IntStream.range(0, 4).mapToObj(ManyTasks::task))
                        .toList(),
                0);
        many.fail(100);

        List<String> shown = shown(many);

        assertThat(shown).filteredOn(line -> line.contains("in_progress  ")).hasSize(4);
        assertThat(shown).filteredOn(line -> line.contains("failed  ")).hasSize(14);
    }

    @Test
    void it_says_how_fast_they_end_and_how_long_the_rest_will_take() {
        ManyTasks many = new ManyTasks(10_000, 0);
        shown(many);
        many.later(Duration.ofSeconds(10));
        many.complete(0, 2_000);

        assertThat(shown(many).getFirst()).isEqualTo("many  20260101-000000-abcdef  10s  200/s, about 40s left");
    }

    @Test
    void what_waits_for_the_start_of_its_process_is_not_told_as_at_work_and_has_no_clock_yet() {
        ManyTasks many = new ManyTasks(
                IntStream.range(0, 10_000).mapToObj(ManyTasks::command).toList(), 0);
        many.later(Duration.ofMinutes(3));
        many.start(9_000, 9_003);
        many.later(Duration.ofSeconds(5));

        List<String> shown = shown(many);

        assertThat(shown.get(1)).isEqualTo("3 in_progress, 9997 waiting to start");
        assertThat(shown)
                .filteredOn(line -> line.contains("in_progress  "))
                .hasSize(3)
                .allMatch(line -> line.contains("Task number 900") && line.endsWith("in_progress  5s"));
        assertThat(shown)
                .filteredOn(line -> line.contains("waiting  "))
                .hasSize(15)
                .allMatch(line -> line.startsWith(" ○ ") && line.endsWith("to start"));
    }

    @Test
    void a_function_is_at_work_from_its_launch_on() {
        ManyTasks many = new ManyTasks(2, 0);
        many.later(Duration.ofMinutes(3));

        assertThat(shown(many).getFirst()).endsWith("3m 00s  2 in_progress");
        assertThat(shown(many).get(1)).endsWith("in_progress  3m 00s");
    }

    @Test
    void where_too_few_have_ended_of_late_it_looks_back_as_far_as_it_has_to() {
        ManyTasks many = new ManyTasks(10_000, 8);
        for (int round = 0; round < 4; round++) {
            many.later(Duration.ofMinutes(5));
            many.complete(8 * round, 8 * round + 8);
        }

        assertThat(shown(many).getFirst()).endsWith("20m 00s  1.6/min, about 103h 50m left");
    }

    @Test
    void from_less_than_ten_that_have_ended_nothing_is_told() {
        ManyTasks many = new ManyTasks(100, 8);
        many.later(Duration.ofHours(3));
        many.complete(0, 8);
        assertThat(shown(many).getFirst()).endsWith("3h 00m");

        many.later(Duration.ofHours(3));
        many.complete(8, 12);

        assertThat(shown(many).getFirst()).endsWith("6h 00m  2.0/h, about 44h 00m left");
    }

    @Test
    void the_time_that_a_run_rested_before_it_was_tried_again_does_not_count() {
        ManyTasks many = new ManyTasks(40, 0);
        IntStream.range(0, 40).forEach(many::fail);
        many.later(Duration.ofHours(8));
        many.retry();
        many.later(Duration.ofSeconds(10));
        many.complete(0, 20);

        assertThat(shown(many).getFirst()).endsWith("2.0/s, about 10s left");
    }

    @Test
    void only_the_last_half_minute_counts_for_that() {
        ManyTasks many = new ManyTasks(1_000, 0);
        shown(many);
        for (int minute = 0; minute < 5; minute++) {
            many.later(Duration.ofMinutes(1));
            many.complete(100 * minute, 100 * minute + 10);
            shown(many);
            many.later(Duration.ofSeconds(10));
            many.complete(100 * minute + 10, 100 * minute + 50);
        }

        assertThat(shown(many).getFirst()).endsWith("1.7/s, about 7m 30s left");
    }

    private static Task related(int index) {
        return Task.of("t" + index, new SubagentSpec.Function("together"))
                .title("Task number " + index)
                .related(index == 100 ? List.of() : List.of("t100"))
                .build();
    }

    private List<String> shown(ManyTasks many) {
        return lines.of(many.run(), ROWS, COLUMNS, many.now()).stream()
                .map(line -> line.toString().stripTrailing())
                .toList();
    }
}
