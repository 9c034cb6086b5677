package dev.stretto.persistence.samples;

import static dev.stretto.persistence.samples.SampleParts.added;
import static dev.stretto.persistence.samples.SampleParts.commit;
import static dev.stretto.persistence.samples.SampleParts.complete;
import static dev.stretto.persistence.samples.SampleParts.deleted;
import static dev.stretto.persistence.samples.SampleParts.modified;
import static dev.stretto.persistence.samples.SampleParts.renamed;
import static dev.stretto.persistence.samples.SampleParts.task;
import static dev.stretto.persistence.samples.SampleParts.together;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.StepId;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.attempt.Usage;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.engine.synthesis.TaskHunks;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run whose tasks collide in every way, each way with the sides that git has of it. A resolver brings the first task that was left
 * out together with the rest, and with it the one that builds on it; what it makes of the second can't be taken, and for the third it
 * can't be started.
 */
public final class SampleConflicts {
    private static final Collision SAME_LINES =
            new Collision("src/Config.java", CollisionKind.SAME_LINES, file("base"), file("api"), file("ui"));
    private static final Collision EDIT_DELETE =
            new Collision("src/Legacy.java", CollisionKind.EDIT_DELETE, file("legacy"), null, file("legacy of ui"));
    private static final Collision BOTH_ADDED =
            new Collision("src/Retry.java", CollisionKind.BOTH_ADDED, null, file("retry"), file("retry of ui"));

    private static final ConflictSet WITH_UI =
            new ConflictSet(List.of("api", "ui"), List.of(SAME_LINES, EDIT_DELETE, BOTH_ADDED));
    private static final ConflictSet WITH_SCRIPTS = new ConflictSet(
            List.of("docs", "scripts"),
            List.of(
                    new Collision("logo.png", CollisionKind.BINARY, file("logo"), file("black"), file("white")),
                    new Collision(
                            "latest", CollisionKind.TYPE, file("v1"), new Side("120000", commit("v2")), file("v3")),
                    new Collision("run.sh", CollisionKind.MODE, null, file("run"), new Side("100755", commit("run"))),
                    new Collision(
                            "vendor/lib",
                            CollisionKind.SUBMODULE,
                            new Side("160000", commit("lib 1")),
                            new Side("160000", commit("lib 2")),
                            new Side("160000", commit("lib 3")))));
    private static final ConflictSet WITH_NOTES = new ConflictSet(
            List.of("docs", "notes"),
            List.of(
                    new Collision("manual.md", CollisionKind.RENAME, file("guide"), file("guide"), null),
                    new Collision("notes", CollisionKind.FILE_FOLDER, null, file("notes"), null),
                    new Collision("readme.md", CollisionKind.CASE, null, null, file("readme")),
                    new Collision("guide.md", CollisionKind.OTHER, file("guide"), null, null)));

    private SampleConflicts() {}

    public static ScriptedRun resolved() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new SynthesisSpec.Verify(SampleParts.COMMAND, Duration.ofMinutes(10), false, null),
                SynthesisSpec.OnConflict.RESOLVE,
                new SynthesisSpec.Resolver(
                        new SubagentSpec.Profile("claude"), Duration.ofMinutes(15), Duration.ofMinutes(5)),
                SynthesisSpec.Integrate.BRANCH);
        Plan plan = SampleParts.plan(
                "resolved",
                synthesis,
                task("api", 1),
                together("api-tests", "api"),
                task("docs", 1),
                together("docs-index", "docs"),
                task("ui", 1),
                task("changelog", 1, "ui"),
                task("scripts", 1),
                task("notes", 1));
        ScriptedRun run = ScriptedRun.of("20260102-030405-eeeeee", plan, SampleParts.BASE);
        work(run);
        run.tell("engine", new RunCommand.RecordMerge(merged(), overlaps()));
        run.tell(
                "engine",
                new RunCommand.RecordResolution(
                        resolution(),
                        withUi(),
                        new ResolverRun(
                                commit("resolution"),
                                resolver(
                                        run,
                                        "Both limits are kept; Legacy stays deleted",
                                        new Usage(20_480L, 512L, 70_000L),
                                        null))));
        run.tell(
                "engine",
                new RunCommand.RefuseResolution(
                        "scripts",
                        "run.sh, line 3, has a conflict marker",
                        new ResolverRun(
                                commit("attempt"), resolver(run, null, null, SampleParts.artifact("objection")))));
        run.tell(
                "engine", new RunCommand.RefuseResolution("notes", "its subagent 'claude' could not be started", null));
        StepId verification = new StepId(run.run(), new AttemptId(StepId.RESULT, 1), StepKind.VERIFICATION);
        run.tell(
                "synthesis",
                new RunCommand.RecordLostStep(
                        verification,
                        "its process is gone",
                        new RunCommand.RecordVerification(SampleParts.cutOff(run))));
        run.tell("engine", new RunCommand.RecordVerification(SampleParts.passed(run)));
        return run.tell(
                "engine", new RunCommand.RecordIntegration(new Integration("stretto/" + run.run(), null, null)));
    }

    private static void work(ScriptedRun run) {
        complete(
                run,
                "api",
                modified("src/Config.java", 12, 3),
                deleted("src/Legacy.java", 40),
                added("src/Retry.java", 30));
        complete(
                run,
                "docs",
                modified("logo.png"),
                modified("latest", 1, 1),
                added("run.sh", 9),
                modified("vendor/lib"),
                renamed("guide.md", "manual.md"),
                added("notes", 2));
        complete(
                run,
                "ui",
                modified("src/Config.java", 4, 4),
                modified("src/Legacy.java", 2, 1),
                added("src/Retry.java", 25));
        complete(
                run,
                "scripts",
                modified("logo.png"),
                modified("latest", 2, 1),
                added("run.sh", 9),
                modified("vendor/lib"));
        complete(run, "notes", deleted("guide.md", 11), added("notes/today.md", 7), added("readme.md", 1));
        complete(run, "changelog", modified("CHANGELOG.md", 2, 0));
    }

    private static MergeResult merged() {
        return new MergeResult(
                commit("merged"),
                List.of("api", "docs"),
                Stream.concat(
                                Stream.of(
                                        left("ui", WITH_UI, "its changes collide with those of 'api'"),
                                        new Conflict("changelog", List.of(), "it builds on 'ui', left out before it")),
                                leftInTheEnd().stream())
                        .toList(),
                List.of(WITH_UI, WITH_SCRIPTS, WITH_NOTES),
                List.of(),
                "3 conflict sets; of the choices that leave out 4 of 8 tasks, this one keeps the earliest");
    }

    /** What is the result once the resolution was taken. */
    private static MergeResult withUi() {
        return new MergeResult(
                commit("merged with ui"),
                List.of("api", "docs", "ui", "changelog"),
                leftInTheEnd(),
                List.of(WITH_SCRIPTS, WITH_NOTES),
                List.of(),
                "2 conflict sets; of the choices that leave out 2 of 8 tasks, this one keeps the earliest");
    }

    private static List<Conflict> leftInTheEnd() {
        return List.of(
                left("scripts", WITH_SCRIPTS, "its changes collide with those of 'docs'"),
                left("notes", WITH_NOTES, "its changes collide with those of 'docs'"));
    }

    private static Conflict left(String task, ConflictSet conflictSet, String reason) {
        return new Conflict(
                task, conflictSet.collisions().stream().map(Collision::path).toList(), reason);
    }

    private static Resolution resolution() {
        return new Resolution(
                "ui",
                List.of("api"),
                List.of(
                        new ResolvedPath(SAME_LINES, file("config of both")),
                        new ResolvedPath(EDIT_DELETE, null),
                        new ResolvedPath(BOTH_ADDED, file("retry of both"))));
    }

    private static List<OverlapDetail> overlaps() {
        OverlapDetail config = new OverlapDetail(
                SAME_LINES.path(),
                WITH_UI.tasks(),
                List.of(CollisionKind.SAME_LINES),
                List.of(
                        new TaskHunks(
                                "api",
                                List.of(
                                        new Hunk(new LineRange(10, 12), new LineRange(10, 14)),
                                        new Hunk(new LineRange(31, 30), new LineRange(33, 39))),
                                0),
                        new TaskHunks("ui", List.of(new Hunk(new LineRange(11, 14), new LineRange(11, 14))), 3)),
                null);
        OverlapDetail logo = new OverlapDetail(
                "logo.png",
                WITH_SCRIPTS.tasks(),
                List.of(CollisionKind.BINARY),
                List.of(new TaskHunks("docs", List.of(), 0), new TaskHunks("scripts", List.of(), 0)),
                null);
        Stream<OverlapDetail> others = Stream.of(WITH_UI, WITH_SCRIPTS, WITH_NOTES)
                .flatMap(conflictSet -> conflictSet.collisions().stream()
                        .map(collision -> new OverlapDetail(
                                collision.path(), conflictSet.tasks(), List.of(collision.kind()), List.of(), null)))
                .filter(detail ->
                        !detail.path().equals(config.path()) && !detail.path().equals(logo.path()));
        return Stream.concat(Stream.of(config, logo), others).toList();
    }

    private static Outcome resolver(
            ScriptedRun run, @Nullable String summary, @Nullable Usage usage, @Nullable Artifact errors) {
        List<String> notices = summary == null ? List.of("the result file is no JSON: it has 'Done.'") : List.of();
        return new Outcome(
                null,
                run.now().minusSeconds(1),
                run.now(),
                0,
                summary,
                SampleParts.artifact("resolver"),
                errors,
                null,
                usage,
                null,
                notices);
    }

    private static Side file(String content) {
        return new Side("100644", commit(content));
    }
}
