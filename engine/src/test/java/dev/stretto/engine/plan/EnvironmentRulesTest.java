package dev.stretto.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentRulesTest {

    @ParameterizedTest
    @CsvSource({
        "ANY, ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "ANY, sk-ant-REDACTED",
        "ANY, AKIAIOSFODNN7EXAMPLE",
        "ANY, -----BEGIN OPENSSH PRIVATE KEY-----",
        "API_KEY, 9f86d081884c7d659a2feaa0c55ad015",
        "DB_PASSWORD, correct1horse2battery",
        "DB_PASS, 'x9!kQ$z&ab'",
        "HEADER, Bearer ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "DATABASE_URL, postgres://app:x9!kQ$zab@db:5432/app"
    })
    void a_text_that_looks_like_a_secret_is_refused(String name, String text) {
        assertThat(violations(name, text))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expected()).contains("fromEnv", "fromFile"));
        assertThat(violations(name, text).toString()).doesNotContain(text);
    }

    @Test
    void a_key_of_several_lines_is_refused_too() {
        assertThat(violations("KEY", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"))
                .hasSize(1);
        assertThat(violations("ANY", "ghp_0123456789abcdefghijABCDEFGHIJ012345\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "NODE_ENV, test",
        "TOKEN, dummy",
        "API_KEY, my-test-key-for-the-stub",
        "TOKEN_ID, 9f86d081884c7d659a2feaa0c55ad015",
        "DATABASE_URL, postgres://app:test@localhost:5432/app",
        "DATABASE_URL, postgres://localhost:5432/test",
        "KEYBOARD_LAYOUT, de",
        "BUILD_ID, 9f86d081884c7d659a2feaa0c55ad015",
        "PASSWORD_FILE, /run/secrets/db"
    })
    void other_texts_are_not(String name, String text) {
        assertThat(violations(name, text)).isEmpty();
    }

    @Test
    void names_have_to_be_those_of_variables_and_not_strettos_own() {
        assertThat(violations("A-B", "x"))
                .extracting(PlanRules.Violation::field)
                .containsExactly("defaults.env.A-B");
        assertThat(violations("STRETTO_RUN", "x"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expected()).contains("STRETTO_"));
    }

    @Test
    void ports_have_names_of_their_own() {
        List<PlanRules.Violation> violations = EnvironmentRules.violations(
                "defaults", new EnvironmentSpec(Map.of(), List.of("web", "8080", "WEB", "data-base")));

        assertThat(violations)
                .extracting(PlanRules.Violation::field)
                .containsExactly("defaults.ports[1]", "defaults.ports[2]");
    }

    private static List<PlanRules.Violation> violations(String name, String text) {
        return EnvironmentRules.violations(
                "defaults", new EnvironmentSpec(Map.of(name, new EnvironmentValue.Literal(text)), List.of()));
    }
}
