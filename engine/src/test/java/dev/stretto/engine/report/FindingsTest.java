package dev.stretto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.Finding;
import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.TaskHunks;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingsTest {
    private final RunScript script = new RunScript("a", "b", "c");

    @Test
    void what_lies_outside_the_scope_is_one_for_each_path() {
        List<FileChange> files = List.of(new FileChange("x", FileChange.Kind.ADDED, null, 1, 0));
        script.completed("a", "done", files, List.of("x", "y"))
                .completed("b")
                .completed("c")
                .synthesis();

        assertThat(findings())
                .extracting(Finding::kind, Finding::tasks, Finding::path)
                .containsExactly(
                        tuple(Finding.Kind.OUT_OF_SCOPE, List.of("a"), "x"),
                        tuple(Finding.Kind.OUT_OF_SCOPE, List.of("a"), "y"));
    }

    @Test
    void an_overlap_is_not_called_harmless_before_the_merge_has_found_that() {
        everyoneDone().synthesis(Overlap.of("f", List.of("a", "b")));

        assertThat(findings().getFirst().reason())
                .isEqualTo("a and b changed it; whether their changes go together was not found out");

        script.happen(new RunEvent.BranchesMerged(
                MergeResult.whole("m", List.of("a", "b", "c")), List.of(Overlap.of("f", List.of("a", "b")))));

        assertThat(findings().getFirst().reason()).isEqualTo("a and b changed it, and their changes go together");
    }

    @Test
    void a_conflict_says_in_which_ways_and_on_which_lines() {
        List<TaskHunks> lines = List.of(
                new TaskHunks("a", List.of(new Hunk(new LineRange(3, 5), new LineRange(3, 6))), 0),
                new TaskHunks("b", List.of(new Hunk(new LineRange(4, 9), new LineRange(4, 4))), 2));
        Overlap overlap = new Overlap(
                "f",
                List.of("a", "b", "c"),
                Overlap.Kind.CONFLICT,
                List.of(CollisionKind.SAME_LINES, CollisionKind.MODE),
                lines,
                null);
        everyoneDone()
                .synthesis(Overlap.of("f", List.of("a", "b", "c")))
                .happen(new RunEvent.BranchesMerged(MergeResult.whole("m", List.of("a")), List.of(overlap)));

        Finding finding = findings().getFirst();

        assertThat(finding.kind()).isEqualTo(Finding.Kind.CONFLICT);
        assertThat(finding.lines()).isEqualTo(lines);
        assertThat(finding.reason())
                .isEqualTo("a, b and c changed it, and their changes do not go together: both changed the same lines;"
                        + " they gave it different permissions");
    }

    @Test
    void each_culprit_is_a_broken_subset() {
        Culprits culprits =
                new Culprits(List.of(List.of("a"), List.of("b", "c")), List.of(), List.of("b"), false, true, 4, 6);
        everyoneDone()
                .synthesis()
                .happen(new RunEvent.BranchesMerged(MergeResult.whole("m", List.of("a", "b", "c")), List.of()))
                .happen(new RunEvent.VerificationFinished(RunScript.verification(false)))
                .happen(new RunEvent.CulpritsFound(culprits, MergeResult.whole("m", List.of("b"))));

        assertThat(findings())
                .extracting(Finding::reason)
                .containsExactly(
                        "the verification fails with the work of a",
                        "the verification fails with the work of b and c together, and each of them is needed for that");
    }

    private RunScript everyoneDone() {
        return script.completed("a", "f").completed("b", "f").completed("c", "f");
    }

    private List<Finding> findings() {
        return script.report().synthesis().findings();
    }
}
