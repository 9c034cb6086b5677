package dev.stretto.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GlobTest {

    @Test
    void a_made_up_path_is_short_and_such_as_a_person_would_write() throws Exception {
        assertThat(common("src/**/test/*", "src/main/**")).isEqualTo("src/main/test/a");
        assertThat(common("*.{ts,js}", "[m-z]*")).isEqualTo("m.ts");
        assertThat(common("?", "?")).isEqualTo("a");
        assertThat(common("[!a-z]", "*")).isEqualTo("A");
    }

    @Test
    void no_glob_makes_the_decision_take_long() throws Exception {
        String stars = "*a".repeat(500);

        assertThat(common("*a" + "?".repeat(300), "*b" + "?".repeat(300))).isNull();
        assertThat(common(stars, "*b" + stars.substring(0, 900))).isNotNull();
        assertThat(common("{a,b}".repeat(180), "{b,c}".repeat(180))).isEqualTo("b".repeat(180));
    }

    private static @Nullable String common(String one, String other) throws GlobSyntaxException {
        return Glob.parse(one).commonPath(Glob.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/*",
                "../x",
                "a/../b",
                "{a,../b}",
                "a[",
                "a{b",
                "a}b",
                "[]x",
                "[z-a]",
                "a\\",
                "!a",
                "a//b"
            })
    void what_is_no_scope_is_refused_with_a_reason(String pattern) {
        assertThatThrownBy(() -> Glob.parse(pattern)).isInstanceOfSatisfying(GlobSyntaxException.class, refused -> {
            assertThat(refused.found()).isNotBlank();
            assertThat(refused.expected()).isNotBlank();
        });
    }
}
