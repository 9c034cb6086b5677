package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void three_subagents_fix_six_failing_tests_at_once_and_the_whole_suite_passes() throws Exception {
        Stretto stretto = new Stretto(folder);

        Result result = stretto.run("demo", "--json");

        JsonNode report = result.json();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(report.at("/demo/before/failed").asInt()).isEqualTo(6);
        assertThat(report.at("/demo/after/failed").asInt()).isZero();
        assertThat(report.at("/status").asText()).isEqualTo("completed");
        assertThat(report.at("/timing/peakInProgress").asInt()).isEqualTo(3);
        assertThat(report.at("/timing/speedup").asDouble()).isGreaterThan(2.5);
        assertThat(report.at("/synthesis/overlaps")).isEmpty();
        assertThat(report.at("/synthesis/verification/passed").asBoolean()).isTrue();
        assertThat(stretto.run("audit", "latest", "--verify").exitCode()).isZero();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly(".stretto");
        }
    }
}
