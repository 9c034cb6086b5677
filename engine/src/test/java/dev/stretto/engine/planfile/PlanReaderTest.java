package dev.stretto.engine.planfile;

import static dev.stretto.engine.planfile.PlanTexts.FOLDER;
import static dev.stretto.engine.planfile.PlanTexts.problems;
import static dev.stretto.engine.planfile.PlanTexts.read;
import static dev.stretto.engine.planfile.PlanTexts.reader;
import static dev.stretto.engine.planfile.PlanTexts.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.PlanLimits;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.WorkspaceSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanReaderTest {

    @Test
    void a_whole_plan_is_read_with_its_defaults_filled_in() throws Exception {
        Plan plan = read("""
                version: 1
                goal: everything
                workspace: { repository: repo }
                defaults: { subagent: { profile: claude }, timeout: 20m, attempts: 2 }
                limits: { concurrency: 3 }
                tasks:
                  - id: a
                    prompt: { goal: fix it, constraints: [nothing else] }
                    writes: ["src/**"]
                    timeout: 1h30m
                  - id: b
                    title: The second
                    prompt: just do it
                    subagent: { command: [sleep, 1, 007, true] }
                    idle: 5s
                  - id: c
                    writes: []
                """);

        assertThat(plan.name()).isEqualTo("plan");
        assertThat(plan.workspace()).isEqualTo(WorkspaceSpec.of("/plans/repo"));
        assertThat(plan.concurrency()).isEqualTo(3);
        assertThat(plan.tasks().get(0).subagent()).isEqualTo(new SubagentSpec.Profile("claude"));
        assertThat(plan.tasks().get(0).timeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(plan.tasks().get(0).attempts()).isEqualTo(2);
        assertThat(plan.tasks().get(0).writes()).containsExactly("src/**");
        assertThat(plan.tasks().get(1).writes()).isNull();
        assertThat(plan.tasks().get(2).writes()).isEmpty();
        assertThat(plan.tasks().get(1).prompt()).isEqualTo(new Prompt.Text("just do it"));
        assertThat(plan.tasks().get(1).subagent())
                .isEqualTo(new SubagentSpec.Command(List.of("sleep", "1", "007", "true")));
        assertThat(plan.tasks().get(1).timeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(plan.tasks().get(1).idle()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void json_is_read_as_well_and_a_plan_without_a_workspace_works_in_its_folder() throws Exception {
        Plan plan = read(
                "plan.json", "{\"version\": 1, \"tasks\": [{\"id\": \"a\", \"subagent\": {\"command\": [\"true\"]}}]}");

        assertThat(plan.isolated()).isFalse();
        assertThat(plan.workspace().repository()).isEqualTo("/plans");
    }

    @Test
    void a_reader_that_requires_scopes_names_every_task_without_one() throws Exception {
        String text = """
                version: 1
                defaults: { subagent: { command: ["true"] } }
                tasks:
                  - { id: a }
                  - { id: b, writes: [x] }
                  - { id: c, writes: [] }
                  - { id: d, writes: ["../y"] }
                  - { id: e }
                """;
        PlanReader reader = new PlanReader(Set.of(), Set.of()).requiringScopes();

        InvalidPlanException refused = catchThrowableOfType(
                InvalidPlanException.class,
                () -> reader.read(
                        "plan.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), FOLDER));

        assertThat(refused.problems())
                .extracting(Problem::line, Problem::found)
                .containsExactlyInAnyOrder(
                        tuple(4, "no 'writes' of task 'a'"),
                        tuple(7, "'..' in the glob '../y'"),
                        tuple(8, "no 'writes' of task 'e'"));
    }

    @Test
    void every_mistake_is_said_at_once_each_at_its_line() {
        List<Problem> problems = problems("""
                version: 2
                nam: x
                mode: fast
                defaults:
                  timeout: soon
                tasks:
                  - id: a
                    atempts: 2
                    needs: [nobody]
                    writes: ["../x"]
                    subagent: { command: [] }
                  - id: a
                    subagent: { profile: none }
                  - title: no id
                    subagent: 5
                  - id: b
                    needs: [c]
                    subagent: { command: ["true"] }
                  - id: c
                    needs: [b]
                    attempts: many
                """);

        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.field())
                .containsExactlyInAnyOrder(
                        "1 version",
                        "2 nam",
                        "3 mode",
                        "5 defaults.timeout",
                        "8 tasks[0].atempts",
                        "9 tasks[0].needs[0]",
                        "10 tasks[0].writes[0]",
                        "11 tasks[0].subagent.command",
                        "12 tasks[1].id",
                        "13 tasks[1].subagent.profile",
                        "14 tasks[2]",
                        "15 tasks[2].subagent",
                        "17 tasks[3].needs",
                        "19 tasks[4]",
                        "21 tasks[4].attempts");
        assertThat(problems)
                .allMatch(problem ->
                        !problem.found().isBlank() && !problem.expected().isBlank());
    }

    @Test
    void a_word_of_a_command_that_is_nothing_is_said_with_what_it_may_be() {
        assertThat(problems("version: 1\ntasks: [{ id: a, subagent: { command: [x, null] } }]\n"))
                .extracting(Problem::field, Problem::found, Problem::expected)
                .containsExactly(tuple("tasks[0].subagent.command[1]", "nothing", "a text or a number or a boolean"));
    }

    @Test
    void a_shared_resource_has_a_name() {
        assertThat(problems("version: 1\ntasks: [{ id: a, locks: [db, '', ' '], subagent: { command: [x] } }]\n"))
                .extracting(Problem::field, Problem::found, Problem::expected)
                .containsExactly(
                        tuple("tasks[0].locks[1]", "''", "a text that is not blank"),
                        tuple("tasks[0].locks[2]", "' '", "a text that is not blank"));
    }

    @Test
    void a_repository_that_tasks_cannot_start_from_is_said_with_all_other_problems() {
        PlanReader reader = new PlanReader(Set.of(), Set.of())
                .looking((repository, base) -> Optional.of("no " + base + " in " + repository));
        String plan = """
                version: 1
                workspace: { repository: ./nope%s }
                tasks: [{ id: a, title: '', subagent: { command: [x] } }]
                """;

        assertThat(problems(reader, plan.formatted("")))
                .extracting(Problem::line, Problem::field)
                .containsExactly(tuple(2, "workspace.repository"), tuple(3, "tasks[0].title"));
        assertThat(problems(reader, plan.formatted(", base: main")).getFirst().found())
                .contains("no main in /plans/nope");
        assertThat(problems(reader, plan.formatted(", isolation: none"))).hasSize(1);
        assertThat(problems(reader, plan.formatted(", base: [x]"))).hasSize(3);
    }

    @Test
    void a_function_is_known_only_where_it_is_registered() throws Exception {
        String text = "version: 1\ntasks: [{ id: a, subagent: summarize }]\n";

        assertThat(problems(text).getFirst().expected()).contains("embedded");
        assertThat(new PlanReader(Set.of(), Set.of("summarize"))
                        .read("p.yaml", stream(text), FOLDER)
                        .tasks()
                        .getFirst()
                        .subagent())
                .isEqualTo(new SubagentSpec.Function("summarize"));
    }

    @Test
    void a_synthesis_is_read_with_its_search_and_its_resolver() throws Exception {
        SynthesisSpec synthesis = read("""
                version: 1
                defaults: { subagent: { profile: claude }, timeout: 5m }
                tasks: [{ id: a }]
                synthesis:
                  verify:
                    command: [mvn, test]
                    timeout: 10m
                    baseline: true
                    search: { trials: 20, parallel: 4, time: 90m }
                  onConflict: resolve
                  resolver: { subagent: { command: [./resolve] }, idle: 30s }
                """).synthesis();

        assertThat(synthesis)
                .isEqualTo(new SynthesisSpec(
                        new SynthesisSpec.Verify(
                                List.of("mvn", "test"),
                                Duration.ofMinutes(10),
                                true,
                                new SynthesisSpec.Search(20, 4, Duration.ofMinutes(90))),
                        SynthesisSpec.OnConflict.RESOLVE,
                        new SynthesisSpec.Resolver(
                                new SubagentSpec.Command(List.of("./resolve")),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(30)),
                        SynthesisSpec.Integrate.BRANCH));
    }

    @Test
    void culprits_are_looked_for_unless_the_plan_says_no() throws Exception {
        String text =
                "version: 1\ntasks: [{ id: a, subagent: { profile: claude } }]\nsynthesis: { verify: { command: [x]%s } }\n";

        assertThat(read(text.formatted("")).synthesis().verify().search()).isEqualTo(SynthesisSpec.Search.DEFAULT);
        assertThat(read(text.formatted(", search: { trials: 0 }"))
                        .synthesis()
                        .verify()
                        .search())
                .isNull();
    }

    @Test
    void somebody_has_to_resolve_what_is_to_be_resolved() throws Exception {
        String text = "version: 1\ntasks: [{ id: a, subagent: { profile: claude } }]\nsynthesis: { %s }\n";

        assertThat(problems(text.formatted("onConflict: resolve")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("synthesis.onConflict", "resolver"));
        assertThat(problems(text.formatted("resolver: { timeout: 5m }")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("onConflict: resolve"));
        assertThat(
                        problems(
                                text.formatted(
                                        "onConflict: resolve, resolver: { subagent: { profile: nobody }, timeout: 0s }, verify: { command: [x], search: { time: 0s, parallel: 0 } }")))
                .hasSize(4);
        assertThat(
                        read("version: 1\ndefaults: { subagent: { profile: claude } }\ntasks: [{ id: a }]\nsynthesis: { onConflict: resolve }\n")
                                .synthesis()
                                .resolver())
                .isEqualTo(new SynthesisSpec.Resolver(new SubagentSpec.Profile("claude"), PlanLimits.TIMEOUT, null));
    }
}
