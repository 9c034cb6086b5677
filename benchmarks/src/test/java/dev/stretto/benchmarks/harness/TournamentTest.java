package dev.stretto.benchmarks.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TournamentTest {
    private static final Contestant STRETTO = Contestant.of("stretto", () -> 2);
    private static final Contestant BASELINE = Contestant.of("baseline", () -> 1);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void a_benchmark_that_fails_is_told_in_one_line_and_takes_nothing_from_what_was_measured() throws Exception {
        Benchmark fails = benchmark("fails", contests -> {
            contests.hold(Contest.of("a series", 100, STRETTO, BASELINE));
            throw new IOException("the disk\nis full");
        });
        assertThat(tournament(json(), false).hold(List.of(fails, holds("holds"))))
                .isFalse();
        assertThat(out.toString(UTF_8)).contains("a series", "holds: what it measures", "another series");
        assertThat(read())
                .extracting(node -> node.path("benchmark").asText())
                .containsExactly("fails", "fails", "holds", "holds");
        assertThat(complaints()).containsExactly("benchmarks: fails failed: the disk is full");
    }

    @Test
    void the_stack_of_an_error_is_printed_where_somebody_asks_for_it() throws Exception {
        Benchmark fails = benchmark("fails", contests -> {
            throw new IOException("the disk is full");
        });
        tournament(null, true).hold(List.of(fails));
        assertThat(progress.toString(UTF_8)).contains("benchmarks: fails failed: the disk is full", "\tat ");
    }

    @Test
    void the_results_are_written_after_each_benchmark() throws Exception {
        List<Integer> written = new ArrayList<>();
        Benchmark looks = benchmark("looks", contests -> written.add(read().size()));
        assertThat(tournament(json(), false).hold(List.of(holds("first"), looks, holds("second"), looks)))
                .isTrue();
        assertThat(written).containsExactly(2, 4);
    }

    @Test
    void results_that_cannot_be_written_any_more_are_printed_all_the_same() throws Exception {
        Path lost = Files.createDirectory(folder.resolve("lost")).resolve("results.json");
        Benchmark removes = benchmark("removes", contests -> {
            contests.hold(Contest.of("a series", 100, STRETTO, BASELINE));
            Files.delete(lost.getParent());
        });
        assertThat(tournament(lost, false).hold(List.of(removes))).isFalse();
        assertThat(out.toString(UTF_8)).contains("a series");
        assertThat(complaints())
                .singleElement()
                .asString()
                .startsWith("benchmarks: the results could not be written: ");
    }

    @Test
    void an_interrupt_ends_it_and_what_was_measured_until_then_is_kept() throws Exception {
        Benchmark interrupted = benchmark("interrupted", contests -> {
            contests.hold(Contest.of("a series", 100, STRETTO, BASELINE));
            throw new InterruptedException();
        });
        Tournament tournament = tournament(json(), false);
        assertThatThrownBy(() -> tournament.hold(List.of(interrupted, holds("later"))))
                .isInstanceOf(InterruptedException.class);
        assertThat(read()).hasSize(2);
        assertThat(out.toString(UTF_8)).contains("a series").doesNotContain("later");
    }

    @Test
    void growth_is_printed_for_the_sizes_below_the_reference_too() throws Exception {
        Benchmark grows = benchmark("grows", contests -> {
            for (int size : contests.sizes(100, 1_000, 10_000)) {
                contests.hold(Contest.of("one run", size, STRETTO, BASELINE));
            }
        });
        tournament(null, false).hold(List.of(grows));
        assertThat(out.toString(UTF_8).lines().filter(line -> line.contains("one run")))
                .satisfiesExactly(
                        hundred -> assertThat(hundred).endsWith("10.00"),
                        thousand -> assertThat(thousand).endsWith("1.00"));
    }

    private interface Holding {
        void hold(Contests contests) throws Exception;
    }

    private static Benchmark holds(String name) {
        return benchmark(name, contests -> contests.hold(Contest.of("another series", 100, STRETTO, BASELINE)));
    }

    private static Benchmark benchmark(String name, Holding holding) {
        return new Benchmark() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return "what it measures";
            }

            @Override
            public void hold(Contests contests) throws Exception {
                holding.hold(contests);
            }
        };
    }

    private Tournament tournament(Path json, boolean stacks) {
        return new Tournament(
                1_000, 1, json, stacks, new PrintStream(out, true, UTF_8), new PrintStream(progress, true, UTF_8));
    }

    private Path json() {
        return folder.resolve("results.json");
    }

    private JsonNode read() throws IOException {
        return JsonMapper.builder().build().readTree(json().toFile());
    }

    private List<String> complaints() {
        return progress.toString(UTF_8)
                .lines()
                .filter(line -> !line.endsWith(": 1 of 1"))
                .toList();
    }
}
