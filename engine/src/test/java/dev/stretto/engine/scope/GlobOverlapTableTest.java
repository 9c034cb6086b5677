package dev.stretto.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of globs that overlap and globs that do not, each way round. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GlobOverlapTableTest {

    @ParameterizedTest
    @MethodSource("table")
    void overlap_is_decided_exactly(String one, String other, String expected) throws Exception {
        if (expected.equals("refused")) {
            assertThatThrownBy(() -> {
                        Glob.parse(one);
                        Glob.parse(other);
                    })
                    .isInstanceOf(GlobSyntaxException.class);
            return;
        }
        Glob a = Glob.parse(one);
        Glob b = Glob.parse(other);
        String common = a.commonPath(b);
        String back = b.commonPath(a);
        if (expected.equals("no")) {
            assertThat(common).isNull();
            assertThat(back).isNull();
        } else {
            assertThat(List.of(expected, String.valueOf(common), String.valueOf(back)))
                    .allMatch(a::matches)
                    .allMatch(b::matches);
        }
        assertThat(ScopeOverlaps.among(List.of(one, other)))
                .hasSize(expected.equals("no") || one.equals(other) ? 0 : 1);
    }

    @Test
    void the_table_has_at_least_sixty_pairs() throws Exception {
        assertThat(table()).hasSizeGreaterThanOrEqualTo(60);
    }

    static Stream<Arguments> table() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(GlobOverlapTableTest.class.getResourceAsStream("glob-overlap.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toArray())
                    .map(Arguments::of)
                    .toList()
                    .stream();
        }
    }
}
