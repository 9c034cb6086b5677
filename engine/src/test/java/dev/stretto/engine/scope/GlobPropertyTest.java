package dev.stretto.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Holds what the engine says of random globs against a library of automata, and against trying all. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GlobPropertyTest {
    /** No class holds a character beyond the basic plane: the library knows halves of those only. The table has some. */
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "ab",
            "*",
            "**",
            "?",
            "a*",
            "*b",
            "*a*",
            "[ab]",
            "[!a]",
            "[a-c]x",
            "{a,b}",
            "{a,b/c}",
            "{a,**}",
            "{,a}b",
            ".",
            ".a",
            "..",
            "a.b",
            "*.a",
            "{*.a,*.b}",
            "x{a,{b,c}*}",
            "{**/a,b}",
            "\\*",
            "\\a",
            "[.]",
            "{*,?}{a,}",
            "a**b",
            "**a",
            "[!b-z]b",
            "?b",
            "😀*");

    /** A glob as the engine has it, and as the library has it. */
    private record Both(String pattern, Glob glob, Automaton automaton) {}

    @Test
    void random_globs_overlap_just_when_a_library_of_automata_says_so() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            List<Both> drawn = draw(new Random(seed), 10);
            for (Both one : drawn) {
                for (Both other : drawn) {
                    String common = one.glob().commonPath(other.glob());
                    Automaton both = BasicOperations.intersection(one.automaton(), other.automaton());
                    String example = both.getShortestExample(true);
                    assertThat(common == null ? -1 : common.length())
                            .as("seed %d, %s and %s: %s, but %s", seed, one.pattern(), other.pattern(), common, example)
                            .isEqualTo(example == null ? -1 : example.length());
                    if (common != null) {
                        assertThat(BasicOperations.run(both, common))
                                .as("seed %d, %s and %s both match %s", seed, one.pattern(), other.pattern(), common)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void a_path_matches_just_when_a_library_of_automata_says_so() throws Exception {
        List<String> paths = List.of(
                "a", "b", "ab", "a/b", "a/b/c", "b/c", ".a", ".", "..", "a.b", "x/b.a", "xa", "xcc", "*", "a/", "/a",
                "a//b", "ax", "a/x/b", "");
        for (long seed = 1; seed <= 40; seed++) {
            for (Both each : draw(new Random(seed), 5)) {
                for (String path : paths) {
                    assertThat(each.glob().matches(path))
                            .as("seed %d, %s on '%s'", seed, each.pattern(), path)
                            .isEqualTo(BasicOperations.run(each.automaton(), path));
                }
            }
        }
    }

    @Test
    void a_glob_that_no_path_can_match_is_refused_just_when_it_is_empty() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String pattern = pattern(random);
            assertThat(library(pattern) == null).as(pattern).isEqualTo(engine(pattern) == null);
        }
    }

    @Test
    void the_search_for_overlaps_and_the_index_find_what_trying_all_finds() throws Exception {
        for (long seed = 1; seed <= 15; seed++) {
            List<Both> drawn = draw(new Random(seed), 40);
            List<String> patterns = drawn.stream().map(Both::pattern).toList();
            List<String> expected = new ArrayList<>();
            for (Both one : drawn) {
                for (Both other : drawn) {
                    if (one.pattern().compareTo(other.pattern()) < 0
                            && one.glob().commonPath(other.glob()) != null) {
                        expected.add(one.pattern() + " & " + other.pattern());
                    }
                }
            }
            assertThat(ScopeOverlaps.among(patterns).stream().map(found -> found.first() + " & " + found.second()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().distinct().toList());
            ScopeIndex index = new ScopeIndex(patterns);
            for (String path : List.of("a", "ab", "a/b", "b/c", "a/x/b.a", "x/ab", ".a", "xca/b", "😀b", "a/😀c")) {
                assertThat(index.covering(path))
                        .as("seed %d, %s", seed, path)
                        .containsExactlyInAnyOrderElementsOf(drawn.stream()
                                .filter(each -> each.glob().matches(path))
                                .map(Both::pattern)
                                .distinct()
                                .toList());
            }
        }
    }

    private static List<Both> draw(Random random, int count) {
        return Stream.generate(() -> pattern(random))
                .flatMap(pattern -> {
                    Glob glob = engine(pattern);
                    Automaton automaton = library(pattern);
                    return glob == null || automaton == null
                            ? Stream.empty()
                            : Stream.of(new Both(pattern, glob, automaton));
                })
                .limit(count)
                .toList();
    }

    private static @Nullable Glob engine(String pattern) {
        try {
            return Glob.parse(pattern);
        } catch (GlobSyntaxException e) {
            return null;
        }
    }

    private static @Nullable Automaton library(String pattern) {
        try {
            return new AutomatonParser(pattern).parse();
        } catch (GlobSyntaxException e) {
            return null;
        }
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            pattern.append(PIECES.get(random.nextInt(PIECES.size())));
            pattern.append(i > 1 && random.nextInt(3) > 0 ? "/" : "");
        }
        return pattern.append(random.nextInt(8) == 0 ? "/" : "").toString();
    }
}
