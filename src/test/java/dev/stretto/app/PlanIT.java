package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.planning.ShellWords;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanIT {
    private static final Path PAGE = Path.of("..", "docs", "planning.md");
    private static final Path HELPERS = Path.of("..", "test-fixtures", "test-reports", "surefire-helpers");
    private static final Pattern COMMAND = Pattern.compile("^stretto (.*)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        copy(HELPERS.resolve("sample"), folder);
        copy(HELPERS.resolve("two-helpers"), folder.resolve("target/surefire-reports"));
        Files.writeString(folder.resolve("target/surefire-reports/notes.xml"), "<project/>");
        repository = Repository.in(folder, ".gitignore", "target/\n*.yaml\n", "notes.txt", "ok, nothing\n");
        stretto = new Stretto(folder);
    }

    @Test
    void the_examples_of_the_documentation_work_as_they_stand() throws Exception {
        String page = Files.readString(PAGE);
        repository.write("perspectives.yaml", tested(page, "perspectives"));
        repository.write("TODO.md", tested(page, "todo"));
        String before = repository.snapshot();

        List<String> commands =
                COMMAND.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(8);
        StringBuilder printed = new StringBuilder();
        for (String command : commands) {
            Result result = stretto.run(ShellWords.of(command).toArray(String[]::new));
            assertThat(result.exitCode())
                    .as("%s: %s%s", command, result.out(), result.err())
                    .isZero();
            printed.append(result.out()).append(result.err());
        }

        String fixes = Files.readString(folder.resolve("fixes.yaml"));
        assertThat(fixes.lines()).containsAll(tested(page, "output").lines().toList());
        assertThat(fixes)
                .contains("subagent: {command: [\"./fix\", \"{task}\"]}")
                .contains("repository: \".\"");
        assertThat(Files.readString(folder.resolve("review.yaml")))
                .contains("writes: []")
                .contains("integrate: none");
        assertThat(printed)
                .contains("7 failures in 3 test files fail at the same line")
                .contains("ticked off: Name the currencies")
                .contains("id: accessibility")
                .contains("It would run parallel");
        assertThat(repository.snapshot()).isEqualTo(before);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_and_nothing_to_plan_is_no_failure() throws Exception {
        repository.write("broken.xml", "<testsuite><testcase");
        repository.write("fixes.yaml", "mine");

        Result wrong = stretto.run(
                "plan",
                "from-failures",
                "nowhere",
                "broken.xml",
                "src",
                "-o",
                "fixes.yaml",
                "--subagent",
                "nobody",
                "--verify",
                "a 'b");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("nowhere: found no such file")
                .contains("broken.xml")
                .contains("src: found no test report")
                .contains("--force")
                .contains("'nobody', expected one of claude")
                .contains("an open '");
        assertThat(folder.resolve("fixes.yaml")).hasContent("mine");

        repository.write("green.xml", "<testsuite><testcase classname=\"a.B\" name=\"c\"/></testsuite>");
        Result green = stretto.run("plan", "from-failures", "green.xml", "-o", "none.yaml", "--json");
        JsonNode summary = green.json();
        assertThat(green.exitCode()).as(green.err()).isZero();
        assertThat(summary.at("/summary/tests").asInt()).isOne();
        assertThat(summary.has("plan")).isFalse();
        assertThat(folder.resolve("none.yaml")).doesNotExist();
    }

    private static String tested(String page, String what) {
        Matcher matcher = Pattern.compile("<!-- tested: " + what + " -->\\s*```\\w+\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).as(what).isTrue();
        return matcher.group(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
