package dev.stretto.engine.planfile;

import static dev.stretto.engine.planfile.PlanTexts.FOLDER;
import static dev.stretto.engine.planfile.PlanTexts.problems;
import static dev.stretto.engine.planfile.PlanTexts.read;
import static dev.stretto.engine.planfile.PlanTexts.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names and ids a plan may use, and what it is told about those that it may not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanNamesTest {

    @Test
    void fields_by_their_earlier_names_are_told_the_new_ones_all_at_once() {
        List<Problem> yaml = problems("""
                version: 1
                defaults: { subagent: { command: ["true"] }, after: [a] }
                tasks:
                  - id: a
                  - id: b
                    after: [a]
                    shares: [database]
                """);
        List<Problem> json = catchThrowableOfType(
                        InvalidPlanException.class,
                        () -> new PlanReader(Set.of(), Set.of()).read("plan.json", stream("""
                                                {"version": 1, "tasks": [{"id": "a",
                                                  "subagent": {"command": ["true"]},
                                                  "shares": ["db"]}]}
                                                """), FOLDER))
                .problems();

        assertThat(yaml)
                .extracting(Problem::line, Problem::column, Problem::field, Problem::found)
                .containsExactly(
                        tuple(2, 46, "defaults.after", "the unknown field 'after'"),
                        tuple(6, 5, "tasks[1].after", "'after'"),
                        tuple(7, 5, "tasks[1].shares", "'shares'"));
        assertThat(yaml.get(1))
                .hasToString("plan.yaml:6:5: tasks[1].after: found 'after', expected 'needs': the tasks that must be"
                        + " completed first");
        assertThat(json)
                .extracting(Problem::line, Problem::column, Problem::field)
                .containsExactly(tuple(3, 3, "tasks[0].shares"));
        assertThat(json.getFirst().expected()).startsWith("'locks': ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "src/auth/login.ts",
                ".github/workflows/ci.yml",
                "web/Cargo.lock",
                "@scope/pkg",
                "a%2Fb",
                "c++/x",
                "_a",
                "a.",
                "a..b",
                "src/...",
                "0"
            })
    void an_id_may_be_a_path(String id) throws Exception {
        assertThat(read(task(id)).tasks().getFirst().id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a/.", "-a", "a b", "a:b", "a~", "ä", "a\\\\b"
            })
    void an_id_that_is_no_path_below_a_folder_is_refused(String id) {
        assertThat(problems(task(id))).extracting(Problem::field).containsExactly("tasks[0].id");
    }

    @Test
    void an_id_is_as_long_as_its_name_may_be() throws Exception {
        assertThat(read(task("a".repeat(200))).tasks()).hasSize(1);
        assertThat(problems(task("a".repeat(201)))).hasSize(1);
        assertThat(read(task("a/".repeat(49) + "b")).tasks()).hasSize(1);
        assertThat(problems(task("a/".repeat(50) + "b"))).hasSize(1);
    }

    private static String task(String id) {
        return "version: 1\ntasks: [{ id: \"" + id + "\", subagent: { command: [\"true\"] } }]\n";
    }

    @Test
    void another_version_of_the_format_is_refused_with_what_to_do() {
        assertThat(problems("""
                version: 2
                tasks:
                  - id: a
                    subagent: { command: ["true"] }
                """)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("version");
            assertThat(problem.found()).isEqualTo("the number 2");
            assertThat(problem.expected()).startsWith("1: ").contains("use a version of Stretto that reads yours");
        });
    }
}
