package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UsageIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nodes --help           | there is no command \"nodes\". See \"stretto --help\"",
                "--help nodes           | there is no command \"nodes\". See \"stretto --help\"",
                "rnu plan.yaml          | there is no command \"rnu\"; did you mean \"run\"? See \"stretto --help\"",
                "plan from-failure x    | there is no command \"plan from-failure\"; did you mean \"plan from-failures\"? See \"stretto plan --help\"",
                "run --quite            | \"stretto run\" has no option \"--quite\"; did you mean \"--quiet\"? See \"stretto run --help\"",
                "run --quite=1 --help   | \"stretto run\" has no option \"--quite\"; did you mean \"--quiet\"? See \"stretto run --help\"",
                "check p.yaml extra     | \"stretto check\" takes no further argument \"extra\". See \"stretto check --help\""
            })
    void what_there_is_not_is_an_error_with_the_nearest_that_there_is(String line, String said) throws Exception {
        Result result = new Stretto(folder).run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("stretto: " + said + "\n");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnu --json plan.yaml", "run --json --quite plan.yaml"})
    void with_json_the_error_is_a_document(String line) throws Exception {
        Result result = new Stretto(folder).run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().at("/error/exitCode").asInt()).isEqualTo(2);
        assertThat(result.json().at("/error/message").asText()).contains("did you mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "plan from-failures --help", "--version"})
    void help_is_given_for_what_there_is(String line) throws Exception {
        assertThat(new Stretto(folder).run(line.split(" ")).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"run, Missing required parameter", "prune --keep x, Invalid value for option '--keep'"})
    void other_mistakes_are_said_as_before(String line, String said) throws Exception {
        Result result = new Stretto(folder).run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(said).contains("Usage: stretto");
    }
}
