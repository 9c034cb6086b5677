package dev.stretto.engine.planfile;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanReaderTest {
    private static final Path FOLDER = Path.of("/plans");

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
        assertThat(plan.workspace())
                .isEqualTo(new WorkspaceSpec("/plans/repo", "HEAD", WorkspaceSpec.Isolation.WORKTREE));
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

    private static PlanReader reader() {
        return new PlanReader(Set.of("claude"), Set.of());
    }

    private static Plan read(String text) throws InvalidPlanException {
        return read("plan.yaml", text);
    }

    private static Plan read(String name, String text) throws InvalidPlanException {
        return reader().read(name, stream(text), FOLDER);
    }

    private static List<Problem> problems(String text) {
        return problems(reader(), text);
    }

    private static List<Problem> problems(PlanReader reader, String text) {
        InvalidPlanException refused =
                catchThrowableOfType(InvalidPlanException.class, () -> reader.read("plan.yaml", stream(text), FOLDER));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
