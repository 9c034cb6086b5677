package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadmeIT {
    private static final Path ROOT = Path.of("..");
    private static final Pattern PLAN = Pattern.compile("<!-- tested: plan -->\\s*```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OUTPUT =
            Pattern.compile("<!-- tested: output -->\\s*```text\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^stretto ([a-z]+[^#|`]*)", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void the_plan_and_the_commands_of_the_readme_work_as_they_stand() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Repository repository = Repository.in(folder, "existing.txt", "x\n", ".gitignore", "plan.yaml\n");
        repository.write("plan.yaml", plan(readme));
        Stretto stretto = new Stretto(folder);

        List<String> commands = COMMAND.matcher(readme)
                .results()
                .map(found -> found.group(1).strip())
                .toList();

        assertThat(commands).hasSizeGreaterThanOrEqualTo(7);
        for (String command : commands) {
            Result result = stretto.run(command.split("\\s+"));
            // there is nothing left to cancel or to try again when the run before it has ended well
            int expected = command.startsWith("cancel") || command.startsWith("retry") ? 2 : 0;
            assertThat(result.exitCode())
                    .as("%s: %s%s", command, result.out(), result.err())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/plan.md", "docs/resolvers.md", "docs/decision.md", "docs/workspaces.md"})
    void every_plan_in_the_documentation_is_valid(String page) throws Exception {
        String text = Files.readString(ROOT.resolve(page));
        Repository.in(folder, "existing.txt", "x\n", "src/main/Foo.java", "x\n");
        Path file = Files.writeString(folder.resolve("plan.yaml"), plan(text));

        Result result = new Stretto(folder).run("check", file.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        OUTPUT.matcher(text)
                .results()
                .forEach(output -> assertThat(result.out()).contains(output.group(1)));
    }

    @Test
    void every_link_in_the_documentation_leads_to_a_file() throws Exception {
        Pattern link = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)\\)");
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            link.matcher(Files.readString(page))
                    .results()
                    .forEach(found -> assertThat(page.resolveSibling(found.group(1)))
                            .as("a link in %s", page)
                            .exists());
        }
    }

    private static String plan(String page) {
        Matcher matcher = PLAN.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
