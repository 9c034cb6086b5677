package dev.stretto.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GlobTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    src/a.txt             | src/a.txt             | true
                    src/a.txt             | src/b.txt             | false
                    src                   | src/a.txt             | true
                    src/                  | src/a.txt             | true
                    src                   | srcs/a.txt            | false
                    src/**                | src/a/b/c             | true
                    src/**                | src                   | true
                    src/*                 | src/a/b               | false
                    src/*/                | src/a/b               | true
                    pom.xml               | **/*.java             | false
                    src                   | **/*.java             | true
                    v1.2/                 | **/*.java             | true
                    .github               | **/*.yml              | true
                    src/*.java            | src/a/b.java          | false
                    **                    | anything/at/all       | true
                    **/*.java             | A.java                | true
                    **/*.java             | docs/*.md             | false
                    src/**/test/*         | src/main/**           | true
                    src/**/test/*.java    | src/main/*.java       | false
                    src/main/**           | src/test/**           | false
                    a?c                   | abc                   | true
                    a?c                   | ac                    | false
                    a?c                   | a/c                   | false
                    a*c                   | a/c                   | false
                    [abc].txt             | b.txt                 | true
                    [abc].txt             | d.txt                 | false
                    [a-c].txt             | [c-e].txt             | true
                    [a-c].txt             | [d-e].txt             | false
                    [!a].txt              | a.txt                 | false
                    [!a].txt              | [!b].txt              | true
                    [!a]x                 | [a]x                  | false
                    {a,b}.txt             | b.txt                 | true
                    {a,b}.txt             | c.txt                 | false
                    src/{main,test}/**    | src/test/A.java       | true
                    src/{main,test}/**    | src/it/A.java         | false
                    {a,{b,c}}/x           | c/x                   | true
                    A.java                | a.java                | false
                    *.JAVA                | a.java                | false
                    \\*.txt               | a.txt                 | false
                    \\*.txt               | \\*.txt               | true
                    a/**/b                | a/b                   | true
                    a/**/b                | a/x/y/b               | true
                    a/**/b                | a/x/y/c.txt           | false
                    **/a/**               | x/a.txt               | false
                    **/a/**               | x/a/y                 | true
                    *a*                   | *b*                   | true
                    *a                    | *b                    | false
                    a*                    | b*                    | false
                    a*b                   | *bb                   | true
                    **/x                  | y/**                  | true
                    ./src/a               | src/a                 | true
                    größe/*.md            | größe/ü.md            | true
                    *.md                  | docs/*.md             | false
                    a**b                  | a/b                   | false
                    ?                     | 😀                    | true
                    """)
    void overlap_is_decided_exactly(String one, String other, boolean overlap) throws Exception {
        Glob a = Glob.parse(one);
        Glob b = Glob.parse(other);

        String common = a.commonPath(b);

        assertThat(common != null).isEqualTo(overlap);
        assertThat(b.commonPath(a) != null).isEqualTo(overlap);
        if (common != null) {
            assertThat(a.matches(common)).as("%s matches %s", one, common).isTrue();
            assertThat(b.matches(common)).as("%s matches %s", other, common).isTrue();
        }
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

    @Test
    void the_search_for_overlaps_finds_what_comparing_all_pairs_finds() throws Exception {
        for (long seed = 1; seed <= 50; seed++) {
            List<String> patterns = draw(new Random(seed));
            List<String> found = ScopeOverlaps.among(patterns).stream()
                    .map(overlap -> pair(overlap.first(), overlap.second()))
                    .sorted()
                    .toList();
            assertThat(found).as("seed %d", seed).isEqualTo(allPairs(patterns));
        }
    }

    private static List<String> allPairs(List<String> patterns) throws GlobSyntaxException {
        List<String> distinct = patterns.stream().distinct().toList();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            for (int j = i + 1; j < distinct.size(); j++) {
                if (Glob.parse(distinct.get(i)).commonPath(Glob.parse(distinct.get(j))) != null) {
                    pairs.add(pair(distinct.get(i), distinct.get(j)));
                }
            }
        }
        return pairs.stream().sorted().toList();
    }

    private static String pair(String a, String b) {
        return a.compareTo(b) < 0 ? a + " & " + b : b + " & " + a;
    }

    private static List<String> draw(Random random) {
        List<String> segments = List.of("a", "b", "*", "**", "a*", "*b", "[ab]", "{a,b}", "ab");
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            StringBuilder pattern = new StringBuilder(segments.get(random.nextInt(segments.size())));
            for (int j = random.nextInt(3); j > 0; j--) {
                pattern.append('/').append(segments.get(random.nextInt(segments.size())));
            }
            patterns.add(pattern.toString());
        }
        return patterns;
    }
}
