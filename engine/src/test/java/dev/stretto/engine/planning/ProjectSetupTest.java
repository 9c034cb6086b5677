package dev.stretto.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProjectSetupTest {

    @ParameterizedTest
    @CsvSource({
        "package-lock.json, npm ci",
        "pnpm-lock.yaml, pnpm install --frozen-lockfile",
        "yarn.lock, yarn install --frozen-lockfile",
        "uv.lock, uv sync --frozen",
        "poetry.lock, poetry install --no-interaction",
        "Gemfile.lock, bundle install --quiet",
        "composer.lock, composer install --no-interaction --quiet"
    })
    void what_is_installed_in_the_project_is_installed_in_each_workspace(String file, String command) {
        assertThat(setup(List.of(file, "README.md")).command()).containsExactly(command.split(" "));
    }

    @Test
    void python_projects_without_a_lock_file_get_an_environment_of_their_own() {
        assertThat(setup(List.of("requirements.txt")).command().getLast())
                .contains("-m venv .venv", "requirements.txt");
    }

    @ParameterizedTest
    @CsvSource({"Cargo.lock, cargo", "go.mod, go", "pom.xml, mvn", "build.gradle.kts, ./gradlew"})
    void what_is_kept_in_the_home_needs_no_set_up_and_the_comment_has_one(String file, String program) {
        assertThat(setup(List.of(file)).command()).isEmpty();
        assertThat(setup(List.of(file)).why()).singleElement().asString().contains("setup: { command: [\"" + program);
    }

    @Test
    void ignored_settings_in_the_root_are_copied_and_tracked_ones_are_there_anyway() {
        assertThat(ProjectSetup.of(List.of(".env.test"), List.of(".env", ".env.test", "src")))
                .hasValueSatisfying(setup -> assertThat(setup.include()).containsExactly(".env"));
    }

    @Test
    void submodules_are_filled() {
        ProjectSetup setup = setup(List.of(".gitmodules", "package-lock.json"));

        assertThat(setup.command()).contains("submodule", "update");
        assertThat(setup.why().getLast()).contains("npm ci");
    }

    @Test
    void of_another_project_nothing_is_said() {
        assertThat(ProjectSetup.of(List.of("main.c", "lib/package-lock.json"), List.of("main.c", "lib")))
                .isEmpty();
    }

    private static ProjectSetup setup(List<String> files) {
        return ProjectSetup.of(files, files).orElseThrow();
    }
}
