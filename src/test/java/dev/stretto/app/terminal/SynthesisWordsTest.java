package dev.stretto.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.report.SampleSteps;
import dev.stretto.engine.run.Effects;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.StartedRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SynthesisWordsTest {

    @Test
    void the_todo_list_says_at_which_step_the_synthesis_is() {
        SampleSteps steps = new SampleSteps();
        List<String> told = new ArrayList<>();
        while (steps.next()) {
            told.add(synthesisLine(steps.run()));
        }

        assertThat(told)
                .containsExactly(
                        "verifying what the tasks start from",
                        "merging",
                        "resolving the conflict of b",
                        "verifying",
                        "looking for what fails the verification: 1 trial done, 2 under way",
                        "looking for what fails the verification: 2 trials done, 1 under way",
                        "integrating what passes without b",
                        "");
    }

    @Test
    void every_event_of_a_synthesis_has_its_line() {
        SampleSteps steps = new SampleSteps();
        while (steps.next()) {
            // to its end
        }

        assertThat(steps.events().stream()
                        .map(PlainProgress::text)
                        .flatMap(Optional::stream)
                        .filter(line -> line.startsWith("synthesis: ")))
                .containsExactly(
                        "synthesis: f was changed by more than one task",
                        "synthesis: trying the verification with the base alone",
                        "synthesis: with the base alone verification passed after 1s",
                        "synthesis: merged a; left out b",
                        "synthesis: the conflict of b with a was resolved",
                        "synthesis: verification FAILED after 1s",
                        "synthesis: trying the verification with a + b again; a",
                        "synthesis: with a + b again verification FAILED after 1s (as before, for the same files)",
                        "synthesis: with a there is nothing to verify: it can't be merged without the rest",
                        "synthesis: the verification fails with b; left out b",
                        "synthesis: the result is on branch stretto/run");
        assertThat(Effects.underWay(steps.run())).isEmpty();
        assertThat(PlainProgress.text(new RunEvent.ResolutionRefused("b", "markers are left\nin f", null)))
                .contains("synthesis: the conflict of b stays: markers are left");
    }

    private static String synthesisLine(StartedRun run) {
        String line = new TodoLines(Path.of("none"), true)
                .of(run, 20, 200, Instant.EPOCH)
                .getLast()
                .toString();
        return line.replaceFirst("^.*Synthesize results\\s+\\w+\\s*", "").stripTrailing();
    }
}
