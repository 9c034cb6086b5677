package dev.stretto.engine.planfile;

import static dev.stretto.engine.planfile.PlanTexts.FOLDER;
import static dev.stretto.engine.planfile.PlanTexts.problems;
import static dev.stretto.engine.planfile.PlanTexts.read;
import static dev.stretto.engine.planfile.PlanTexts.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How texts that are no YAML, or unusual YAML, are read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanSyntaxTest {

    @Test
    void an_alias_may_stand_for_a_plain_value() throws Exception {
        Plan plan = read("""
                version: 1
                goal: &goal all green
                tasks:
                  - { id: a, title: *goal, timeout: &long 7m, subagent: { command: &words [echo, hi] } }
                  - { id: b, timeout: *long, subagent: { command: *words } }
                """);

        assertThat(plan.tasks().get(0).title()).isEqualTo("all green");
        assertThat(plan.tasks().get(1).timeout()).isEqualTo(Duration.ofMinutes(7));
        assertThat(plan.tasks().get(1).subagent()).isEqualTo(new SubagentSpec.Command(List.of("echo", "hi")));
    }

    @Test
    void a_syntax_error_is_said_without_the_parsers_own_jargon() {
        assertThat(problems("version: 1\ntasks: [a, b\n  c: d\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found())
                        .isEqualTo("a syntax error (while parsing a flow sequence, expected ',' or ']', but got :)"));
    }

    @Test
    void anchors_aliases_and_merge_keys_are_understood_and_a_bomb_of_them_is_refused() throws Exception {
        Plan plan = read("""
                version: 1
                defaults: &d { timeout: 5m, subagent: &s { command: [echo, hi] } }
                tasks:
                  - { <<: *d, id: a }
                  - { id: b, subagent: *s }
                """);
        assertThat(plan.tasks().get(0).timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.tasks().get(1).subagent()).isEqualTo(new SubagentSpec.Command(List.of("echo", "hi")));

        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c <= 'z'; c++) {
            String before = "*" + (char) (c - 1);
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append((before + ",").repeat(9))
                    .append(before)
                    .append("]\n");
        }
        assertThat(problems(bomb.toString()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("aliases written out"));
    }

    @Test
    void a_field_that_stands_twice_is_said() {
        assertThat(problems("version: 1\nversion: 1\ntasks: [{ id: a, subagent: { command: [x] } }]\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(2));
    }

    @Test
    void whatever_is_no_plan_gives_one_clear_problem() {
        assertThat(problems("")).hasSize(1);
        assertThat(problems("[".repeat(100_000))).hasSize(1);
        assertThat(problems("version: 1\n---\nversion: 1\n")).hasSize(1);
        assertThat(problems("version: 1\n\ttasks: []\n")).hasSize(1);
        assertThat(problems("a: b\0c")).hasSize(1);
        assertThat(problems("key: *nowhere\n")).hasSize(1);
    }

    @Test
    void random_bytes_never_give_anything_but_problems() {
        for (long seed = 1; seed <= 300; seed++) {
            byte[] bytes = new byte[200];
            Random random = new Random(seed);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        (seed % 2 == 0
                                ? random.nextInt(256)
                                : " \n\t-:[]{}&*!|>'\"ab1,#%@`<".charAt(random.nextInt(24)));
            }
            InvalidPlanException refused = catchThrowableOfType(
                    InvalidPlanException.class,
                    () -> reader().read("plan.yaml", new ByteArrayInputStream(bytes), FOLDER));
            assertThat(refused).as("seed %d", seed).isNotNull();
            assertThat(refused.problems()).as("seed %d", seed).isNotEmpty();
        }
    }
}
