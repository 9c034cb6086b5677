package dev.stretto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.engine.synthesis.TaskHunks;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SynthesisReportsTest {
    private static final MergeResult WHOLE = MergeResult.whole("m", List.of("a", "b"));

    private final RunScript script = new RunScript("a", "b")
            .completed("a", "f")
            .completed("b", "f")
            .synthesis(Overlap.of("f", List.of("a", "b")));

    @Test
    void the_verification_shown_is_that_of_the_result_and_the_first_one_stands_beside_it() {
        failsWithEverything();
        tried(new Trial(List.of("a", "b"), 2), false);
        tried(new Trial(List.of(), 1), true);
        tried(new Trial(List.of("a"), 1), true);
        Culprits culprits = new Culprits(List.of(List.of("b")), List.of(), List.of("a"), false, true, 3, 4);
        script.happen(new RunEvent.CulpritsFound(culprits, MergeResult.whole("ma", List.of("a"))));

        Verified verified = synthesis().verification();

        assertThat(verified.passed()).isTrue();
        assertThat(verified.culprits()).containsExactly(List.of("b"));
        assertThat(verified.flaky()).isNull();
        assertThat(verified.search()).isEqualTo(new Report.Searched(3, 4, true, false, null));
        assertThat(verified.whole().passed()).isFalse();
        assertThat(synthesis().baseline().passed()).isTrue();
    }

    @Test
    void where_the_base_fails_the_verification_stays_failed_and_nobody_is_blamed() {
        failsWithEverything();
        tried(new Trial(List.of(), 1), false);
        Culprits culprits = new Culprits(List.of(), List.of(), List.of(), true, true, 2, 3);
        script.happen(new RunEvent.CulpritsFound(culprits, WHOLE));

        Verified verified = synthesis().verification();

        assertThat(verified.passed()).isFalse();
        assertThat(verified.culprits()).isNull();
        assertThat(verified.whole()).isNull();
        assertThat(verified.search().baseFails()).isTrue();
        assertThat(synthesis().findings())
                .extracting(finding -> finding.kind().toString())
                .containsExactly("overlap");
    }

    @Test
    void an_unsteady_verification_is_said_to_be_that() {
        failsWithEverything();
        tried(new Trial(List.of("a", "b"), 2), true);
        Culprits culprits = new Culprits(List.of(), List.of(List.of("a", "b")), List.of("a", "b"), false, true, 1, 2);
        script.happen(new RunEvent.CulpritsFound(culprits, WHOLE));

        Verified verified = synthesis().verification();

        assertThat(verified.passed()).isTrue();
        assertThat(verified.flaky()).containsExactly(List.of("a", "b"));
        assertThat(verified.whole().passed()).isFalse();
    }

    @Test
    void what_resolvers_made_is_told_with_where_and_with_whom() {
        Collision collision = collision();
        conflictOf(collision);
        Outcome outcome = new Outcome(
                null,
                RunScript.START,
                RunScript.START,
                0,
                "kept both",
                null,
                null,
                null,
                null,
                null,
                List.of("f is as a has it"));
        Resolution resolution =
                new Resolution("b", List.of("a"), List.of(new ResolvedPath(collision, new Side("100644", "0004"))));
        script.happen(new RunEvent.ConflictResolved(resolution, WHOLE, new ResolverRun("r", outcome)));

        Report.Resolved resolved = synthesis().resolutions().getFirst();

        assertThat(resolved.taken()).isTrue();
        assertThat(resolved.with()).containsExactly("a");
        assertThat(resolved.paths()).containsExactly("f");
        assertThat(resolved.summary()).isEqualTo("kept both");
        assertThat(resolved.commit()).isEqualTo("r");
        assertThat(resolved.notices()).containsExactly("f is as a has it");
        assertThat(resolved.durationMs()).isZero();
    }

    @Test
    void a_refused_resolution_says_why() {
        conflictOf(collision());
        script.happen(new RunEvent.ResolutionRefused("b", "markers are left", null));

        Report.Resolved resolved = synthesis().resolutions().getFirst();

        assertThat(resolved.taken()).isFalse();
        assertThat(resolved.refusal()).isEqualTo("markers are left");
        assertThat(resolved.with()).isNull();
        assertThat(resolved.commit()).isNull();
    }

    @Test
    void every_collision_is_there_to_be_looked_at_and_one_that_was_resolved_only_as_that() {
        Collision collision = collision();
        Collision other = new Collision("e", CollisionKind.EDIT_DELETE, new Side("100644", "0001"), null, null);
        List<TaskHunks> lines = List.of(
                new TaskHunks("a", List.of(), 0), new TaskHunks("b", List.of(), 0), new TaskHunks("z", List.of(), 0));
        script.happen(new RunEvent.BranchesMerged(
                left(new ConflictSet(List.of("a", "b"), List.of(collision, other))),
                List.of(new Overlap("f", List.of("a", "b"), Overlap.Kind.CONFLICT, List.of(), lines, null))));

        assertThat(Collided.in(script.run())).extracting(Collided::path).containsExactly("e", "f");
        assertThat(Collided.in(script.run()).getLast().lines())
                .extracting(TaskHunks::task)
                .containsExactly("a", "b");

        Resolution resolution =
                new Resolution("b", List.of("a"), List.of(new ResolvedPath(collision, new Side("100644", "0004"))));
        MergeResult result = new MergeResult(
                "m",
                List.of("a", "b"),
                List.of(),
                List.of(new ConflictSet(List.of("a", "b"), List.of(collision))),
                List.of(),
                null);
        Outcome outcome =
                new Outcome(null, RunScript.START, RunScript.START, 0, null, null, null, null, null, null, List.of());
        script.happen(new RunEvent.ConflictResolved(resolution, result, new ResolverRun("r", outcome)));

        assertThat(Collided.in(script.run())).singleElement().satisfies(collided -> {
            assertThat(collided.resolved()).isTrue();
            assertThat(collided.tasks()).containsExactly("a", "b");
            assertThat(collided.result()).isEqualTo(new Side("100644", "0004"));
        });
    }

    private void failsWithEverything() {
        script.happen(new RunEvent.BranchesMerged(WHOLE, List.of(Overlap.of("f", List.of("a", "b")))))
                .happen(new RunEvent.VerificationFinished(RunScript.verification(false)));
    }

    private void tried(Trial trial, boolean passed) {
        script.happen(new RunEvent.TrialsLaunched(List.of(trial), RunScript.START))
                .happen(new RunEvent.TrialFinished(
                        new TrialResult(trial, "commit", "tree", List.of(), RunScript.verification(passed), false)));
    }

    private void conflictOf(Collision collision) {
        script.happen(new RunEvent.BranchesMerged(
                left(new ConflictSet(List.of("a", "b"), List.of(collision))),
                List.of(Overlap.of("f", List.of("a", "b")))));
    }

    private static MergeResult left(ConflictSet conflictSet) {
        return new MergeResult(
                "m",
                List.of("a"),
                List.of(new Conflict("b", List.of("f"), "they collide")),
                List.of(conflictSet),
                List.of(),
                "one has to stay behind");
    }

    private static Collision collision() {
        return new Collision(
                "f",
                CollisionKind.SAME_LINES,
                new Side("100644", "0001"),
                new Side("100644", "0002"),
                new Side("100644", "0003"));
    }

    private Synthesis synthesis() {
        return script.report().synthesis();
    }
}
