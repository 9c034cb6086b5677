package dev.stretto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fixed the race in AbortTool by waiting for the output to drain.",
                "I fixed the failing assertion in BatchTest.",
                "I've updated `Parser.java` so that empty input is accepted.",
                "I\u2019ve added a regression test.",
                "We have now removed the deprecated overload.",
                "## Summary\n\n- Added null check in `Foo.bar`\n- All tests pass",
                "**Summary:** Refactored the scheduler into two classes.",
                "✅ Implemented retry with exponential backoff",
                "1. Renamed `foo` to `bar`\n2. Ran the tests",
                "Successfully implemented the feature. All 42 tests pass.",
                "Root cause: the lock was taken twice.\nFix: removed the second lock.",
                "The bug has been fixed and the tests are green.",
                "Tests have been added for the new endpoint.",
                "The issue was fixed by adding a null check.",
                "This commit adds the missing index.",
                "Done. Also updated the README.",
                "Changes made:\n* Replaced the regex with a parser\n* Deleted dead code",
                "I looked into it and then rewrote the loop. I rewrote it as a stream.",
                "Fixed the tests. No other files were changed.",
                "Refactored Foo. This does not change the public API.",
                "Updated the config; no changes to the tests were necessary. Added a default.",
                "Implemented the cache, but could not run the tests: mvn is missing here. No breaking changes.",
                "Created src/main/java/agent/Retry.java with the backoff logic",
                "Moved the constants to Limits.java before the loop reads them",
                "Added summaryOf() to Report",
                "wrote auth.md"
            })
    void a_claim_of_changes_with_nothing_changed_is_a_mismatch(String summary) {
        assertThat(kinds(summary, 0)).containsExactly(Mismatch.Kind.CLAIMS_CHANGES);
        assertThat(kinds(summary, 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No changes were needed.",
                "No code changes.",
                "I made no changes to anything; the tests pass as they are. No files were modified.",
                "Nothing to do.",
                "Nothing needed to be changed: the tests were green from the start.",
                "I did not change any files.",
                "I haven't modified anything.",
                "The repository is unchanged.",
                "Left everything as it is.",
                "Reviewed the module without making any changes.",
                "Files changed: none",
                "Changed nothing.",
                "0 files changed"
            })
    void a_denial_with_files_changed_is_a_mismatch(String summary) {
        assertThat(kinds(summary, 2)).containsExactly(Mismatch.Kind.DENIES_CHANGES);
        assertThat(kinds(summary, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what somebody else did, or at another time
                "The bug was already fixed in main.",
                "This was fixed by Alice in commit 4f3a2b1.",
                "The method was added in 2019 and is used in three places.",
                "The API was removed in version 2.0, so the failing test can't pass.",
                "The timeout has already been changed upstream.",
                "Added in the previous release; it is covered by tests.",
                // what should or could be done
                "The lock should be removed.",
                "If the index has been updated, the query is fast.",
                "I would have renamed the class, but the task says not to.",
                "The parser needs to be rewritten.",
                "Recommendation: the two classes could be merged once tests have been added.",
                // what was not done
                "The flaky test has not been fixed.",
                "I could not fix the test; I changed the timeout and reverted it.",
                "No tests have been added.",
                "Tried a fix and rolled back.",
                "Added nothing.",
                // what is no file of the repository
                "Wrote a report of the findings below.",
                "Created a summary of the three failures.",
                "Wrote target/report.html",
                "Updated my analysis: the root cause is the clock.",
                // both, so nothing is certain
                "Fixed the typo. No files were changed.",
                // neither
                "All tests pass.",
                "Fixed-width columns are handled by Table.",
                "Root cause: a missing index on user_id.",
                "Checked the three call sites; they are correct.",
                "Read-only investigation. We changed nothing else about the setup.",
                "",
                // other languages
                "Ich habe den Fehler behoben und einen Test ergänzt.",
                "J'ai corrigé le bug et ajouté des tests.",
                "He corregido el error.",
                "修复了竞态条件并添加了测试。",
                "バグを修正しました。",
                "Исправлена ошибка в парсере."
            })
    void what_is_no_certain_word_about_own_changes_is_none(String summary) {
        assertThat(kinds(summary, 0)).as("nothing changed").isEmpty();
        assertThat(kinds(summary, 2)).as("something changed").doesNotContain(Mismatch.Kind.CLAIMS_CHANGES);
    }

    @Test
    void a_task_that_writes_and_ends_well_with_nothing_changed_is_a_mismatch_whatever_is_said() {
        Task task = task("src/**");

        assertThat(ClaimCheck.of(task, outcome(null, 0)))
                .extracting(Mismatch::message)
                .containsExactly("it was to write src/**, and ended well with nothing changed");
        assertThat(ClaimCheck.of(task, outcome("No changes were needed.", 0)))
                .extracting(Mismatch::message)
                .containsExactly("it was to write src/**, and ended well with nothing changed, as its summary says");
        assertThat(ClaimCheck.of(task, outcome("done", 1))).isEmpty();
    }

    @Test
    void a_mismatch_says_what_was_claimed_and_what_was_found() {
        assertThat(ClaimCheck.of(task(), outcome("All good.\n- Fixed the race in `Foo`.\nBye.", 0)))
                .extracting(Mismatch::message)
                .containsExactly("claimed \"Fixed the race in `Foo`.\", found nothing changed");
        assertThat(ClaimCheck.of(task(), outcome("I made no changes.", 1)))
                .extracting(Mismatch::message)
                .containsExactly("claimed \"I made no changes.\", found 1 file changed");
        assertThat(ClaimCheck.of(task(), outcome("Fixed " + "very ".repeat(100) + "much", 0))
                        .getFirst()
                        .message())
                .hasSizeLessThan(160)
                .contains("…");
    }

    @Test
    void a_failed_attempt_and_one_without_a_worktree_claim_nothing() {
        Outcome nowhere = new Outcome(
                null, Instant.EPOCH, Instant.EPOCH, 0, "Fixed it.", null, null, null, null, null, List.of());

        assertThat(ClaimCheck.of(task("src/**"), nowhere)).isEmpty();
    }

    @Test
    void a_huge_summary_is_judged_by_its_beginning_in_no_time() {
        String huge = "no not changed any nothing to a ".repeat(200_000);

        assertThat(kinds(huge, 0)).hasSizeLessThan(2);
    }

    private static List<Mismatch.Kind> kinds(String summary, int files) {
        return ClaimCheck.of(task(), outcome(summary, files)).stream()
                .map(Mismatch::kind)
                .toList();
    }

    private static Outcome outcome(String summary, int files) {
        List<FileChange> changes = IntStream.range(0, files)
                .mapToObj(i -> new FileChange("f" + i, FileChange.Kind.ADDED, null, 1, 0))
                .toList();
        WorkResult work = new WorkResult("branch", "base", files == 0 ? "base" : "commit", changes, List.of());
        return new Outcome(null, Instant.EPOCH, Instant.EPOCH, 0, summary, null, null, work, null, null, List.of());
    }

    private static Task task(String... writes) {
        return Task.of("t", new SubagentSpec.Command(List.of("true")))
                .writes(List.of(writes))
                .build();
    }
}
