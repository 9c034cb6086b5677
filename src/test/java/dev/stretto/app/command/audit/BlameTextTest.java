package dev.stretto.app.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.subagents.git.provenance.LineSource.How;
import dev.stretto.subagents.git.provenance.LineSource.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlameTextTest {
    private static final String COMMIT = "0123456789".repeat(4);
    private static final Merge OWN_MERGE = new Merge(COMMIT, "r1", "one", 2);

    @Test
    void an_attempts_lines_name_task_attempt_run_and_event() {
        assertThat(told(attempt(How.LEFT_BEHIND, 2, OWN_MERGE, null)))
                .isEqualTo("task one, attempt 2, run r1, event 7");
        assertThat(told(attempt(How.OWN_COMMIT, 2, OWN_MERGE, null)))
                .isEqualTo("task one, attempt 2, run r1, event 7: Fix it (Bot)");
        assertThat(told(attempt(How.IN_MERGE, 2, null, null)))
                .isEqualTo("task one, attempt 2, run r1, event 7, made in the merge");
        assertThat(told(attempt(How.IN_MERGE, null, OWN_MERGE, null)))
                .isEqualTo("task one, run r1, event 7, made in the merge of what it builds on");
    }

    @Test
    void what_came_in_by_another_way_says_so() {
        assertThat(told(attempt(How.LEFT_BEHIND, 1, OWN_MERGE, null)))
                .isEqualTo("task one, attempt 1, run r1, event 7, taken in with task one, attempt 2");
        assertThat(told(attempt(How.LEFT_BEHIND, 2, new Merge(COMMIT, "r2", "one", 2), null)))
                .isEqualTo("task one, attempt 2, run r1, event 7, taken in with task one, attempt 2, of run r2");
        assertThat(told(attempt(How.LEFT_BEHIND, 2, null, "Ada <a@e>")))
                .isEqualTo("task one, attempt 2, run r1, event 7, made anew by Ada <a@e>");
    }

    @Test
    void what_others_wrote_stays_on_its_line_and_does_nothing() {
        Blamed.Lines lines = new Blamed.Lines(
                3, 4, COMMIT, "o\nld", null, null, null, null, null, null, null, "A\u001b[1m", "a@e", null, "x\ty");

        assertThat(BlameText.of(new Blamed("/r", null, "ma\nin", COMMIT, "n\new", 9, List.of(lines))))
                .containsExactly(
                        "n\\x0aew in commit 012345678901, ma\\x0ain",
                        "LINES  COMMIT        FROM",
                        "3-4    012345678901  A\\x1b[1m, in o\\x0ald: x\\x09y");
        assertThat(BlameText.of(new Blamed("/r", "r1", null, COMMIT, "empty", 0, List.of())))
                .containsExactly("empty in commit 012345678901, the result of run r1: the file has no lines");
    }

    private static Blamed.Lines attempt(
            How how, @Nullable Integer attempt, @Nullable Merge merge, @Nullable String remadeBy) {
        return new Blamed.Lines(
                1,
                1,
                COMMIT,
                null,
                "r1",
                "one",
                attempt,
                7L,
                how,
                merge,
                remadeBy,
                "Bot",
                "b@e",
                "2025-01-02T",
                "Fix it");
    }

    private static String told(Blamed.Lines lines) {
        String line = BlameText.of(new Blamed("/r", null, null, COMMIT, "a", 1, List.of(lines)))
                .getLast();
        return line.substring(line.indexOf("task "));
    }
}
