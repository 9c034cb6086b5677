package dev.stretto.persistence.samples;

import static dev.stretto.persistence.samples.SampleParts.commit;
import static dev.stretto.persistence.samples.SampleParts.complete;
import static dev.stretto.persistence.samples.SampleParts.modified;
import static dev.stretto.persistence.samples.SampleParts.task;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.Integrate;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.SynthesisSpec.Search;
import dev.stretto.engine.plan.SynthesisSpec.Verify;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunCommand.RecordOutcome;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.engine.synthesis.TaskHunks;
import dev.stretto.engine.synthesis.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Runs whose verification fails, and what the search for the reason comes to. */
public final class SampleSearches {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private SampleSearches() {}

    /**
     * The base passes; two tasks fail together, and one of them is left out. One subset fails only the first time; another has the
     * files of one that is known. Where files collided, the task that comes first won.
     */
    public static ScriptedRun culprits() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new Verify(SampleParts.COMMAND, LIMIT, true, new Search(20, 2, Duration.ofMinutes(30))),
                OnConflict.ORDER,
                null,
                Integrate.MERGE);
        Plan plan = SampleParts.plan(
                "culprits", synthesis, task("parser", 1), task("lexer", 1), task("printer", 1), task("format", 1));
        ScriptedRun run = ScriptedRun.of("20260102-030405-ffffff", plan, SampleParts.BASE);
        complete(run, "parser", modified("src/Parser.java", 5, 2), modified("logo.png"));
        complete(run, "lexer", modified("src/Parser.java", 3, 3), modified("src/Tokens.java", 1, 0));
        complete(run, "printer", modified("logo.png"));
        complete(run, "format", modified("src/Tokens.java", 8, 0));
        ScriptedTrials trials = new ScriptedTrials(run)
                .fails(trial -> trial.tasks().containsAll(Set.of("lexer", "format")))
                .fails(trial -> trial.equals(new Trial(List.of("parser", "format"), 1)))
                // All that the printer did has lost against the parser.
                .tree(tasks -> tasks.contains("parser")
                        ? tasks.stream().filter(task -> !task.equals("printer")).toList()
                        : tasks);
        trials.answer();
        run.tell("engine", new RunCommand.RecordMerge(inOrder(), overlaps()));
        run.tell("engine", new RunCommand.RecordVerification(SampleParts.failed(run)));
        trials.answer();
        return run.tell(
                "engine", new RunCommand.RecordIntegration(new Integration("stretto/" + run.run(), null, null)));
    }

    /** The task that won fails: what lost against it is whole in the result, and another one has lost there. */
    static ScriptedRun dropped() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new Verify(SampleParts.COMMAND, LIMIT, false, new Search(20, 1, Duration.ofMinutes(30))),
                OnConflict.ORDER,
                null,
                Integrate.MERGE);
        Plan plan = SampleParts.plan("dropped", synthesis, task("one", 1), task("two", 1), task("three", 1));
        ScriptedRun run = ScriptedRun.of("20260102-030405-d0d0d0", plan, SampleParts.BASE);
        complete(run, "one", modified("logo.png"));
        complete(run, "two", modified("logo.png"), modified("src/A", 1, 1));
        complete(run, "three", modified("logo.png"), modified("src/B", 1, 1));
        List<Dropped> againstOne = List.of(lost("two", "one"), lost("three", "one"));
        run.tell(
                "engine",
                new RunCommand.RecordMerge(
                        new MergeResult(
                                commit("all three"),
                                List.of("one", "two", "three"),
                                List.of(),
                                List.of(),
                                againstOne,
                                "one comes first"),
                        List.of()));
        run.tell("engine", new RunCommand.RecordVerification(SampleParts.failed(run)));
        new ScriptedTrials(run)
                .fails(trial -> trial.tasks().contains("one"))
                .drops(tasks -> tasks.contains("one")
                        ? againstOne
                        : tasks.contains("three") && tasks.contains("two") ? List.of(lost("three", "two")) : List.of())
                .answer();
        return run.tell(
                "engine", new RunCommand.RecordIntegration(new Integration("stretto/" + run.run(), null, null)));
    }

    private static Dropped lost(String task, String inFavourOf) {
        return new Dropped(task, "logo.png", CollisionKind.BINARY, List.of(inFavourOf), List.of());
    }

    private static MergeResult inOrder() {
        List<Collision> parser = List.of(new Collision(
                "src/Parser.java", CollisionKind.SAME_LINES, side("parser 1"), side("parser 2"), side("parser 3")));
        List<Collision> logo = List.of(
                new Collision("logo.png", CollisionKind.BINARY, side("logo 1"), side("logo 2"), side("logo 3")));
        return new MergeResult(
                commit("all four"),
                List.of("parser", "lexer", "printer", "format"),
                List.of(),
                List.of(
                        new ConflictSet(List.of("parser", "lexer"), parser),
                        new ConflictSet(List.of("parser", "printer"), logo)),
                List.of(
                        new Dropped(
                                "lexer",
                                "src/Parser.java",
                                CollisionKind.SAME_LINES,
                                List.of("parser"),
                                List.of(new LineRange(12, 14), new LineRange(30, 29))),
                        new Dropped("printer", "logo.png", CollisionKind.BINARY, List.of("parser"), List.of())),
                null);
    }

    private static List<OverlapDetail> overlaps() {
        return List.of(
                new OverlapDetail(
                        "src/Parser.java",
                        List.of("parser", "lexer"),
                        List.of(CollisionKind.SAME_LINES),
                        List.of(),
                        null),
                new OverlapDetail(
                        "logo.png", List.of("parser", "printer"), List.of(CollisionKind.BINARY), List.of(), "pictures"),
                new OverlapDetail(
                        "src/Tokens.java",
                        List.of("lexer", "format"),
                        List.of(),
                        List.of(
                                new TaskHunks("lexer", List.of(added(3, 3)), 0),
                                new TaskHunks("format", List.of(added(90, 97)), 0)),
                        null));
    }

    private static Hunk added(int first, int last) {
        return new Hunk(new LineRange(first, first - 1), new LineRange(first, last));
    }

    /** The verification fails already without the one task that completed; every other way in which a task ends is there, too. */
    static ScriptedRun baseFails() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new Verify(SampleParts.COMMAND, LIMIT, true, Search.DEFAULT),
                OnConflict.RESOLVE,
                new SynthesisSpec.Resolver(
                        new SubagentSpec.Command(List.of("./resolve")), Duration.ofMinutes(15), null),
                Integrate.BRANCH);
        Plan plan = SampleParts.plan(
                "base-fails", synthesis, task("retried", 2), task("broken", 1), task("slow", 1), task("unwanted", 1));
        ScriptedRun run = ScriptedRun.of("20260102-030405-a0a0a0", plan, SampleParts.BASE);
        end(run, "retried", Failure.Kind.EXIT, "the result file is no JSON: it is empty");
        run.tell(
                "engine",
                new RecordOutcome(
                        new AttemptId("broken", 1),
                        Outcome.failed(new Failure(Failure.Kind.WORKSPACE, "the disk is full"), run.now())));
        end(run, "slow", Failure.Kind.TIMEOUT, "its clock was set back", "3 files have names that are not UTF-8");
        run.tell("user", new RunCommand.CancelTask("unwanted"));
        end(run, "unwanted", Failure.Kind.CANCELLED);
        run.tell("engine", new RunCommand.EndPause(new AttemptId("retried", 1)));
        run.tell(
                "engine",
                new RecordOutcome(
                        new AttemptId("retried", 2),
                        SampleParts.done(
                                run, "retried", List.of("it left a process behind"), modified("src/A", 1, 1))));
        ScriptedTrials trials = new ScriptedTrials(run)
                .fails(trial -> !trial.tasks().isEmpty())
                .isCutOff(trial -> trial.tasks().isEmpty());
        trials.answer();
        run.tell(
                "engine",
                new RunCommand.RecordMerge(MergeResult.whole(commit("retried"), List.of("retried")), List.of()));
        run.tell("engine", new RunCommand.RecordVerification(SampleParts.cutOff(run)));
        trials.answer();
        return run.tell(
                "engine", new RunCommand.RecordIntegration(new Integration("stretto/" + run.run(), null, null)));
    }

    private static void end(ScriptedRun run, String task, Failure.Kind kind, String... notices) {
        Outcome outcome = new Outcome(
                new Failure(kind, "it ended with " + kind),
                run.now(),
                run.now(),
                null,
                null,
                SampleParts.artifact("out"),
                null,
                null,
                null,
                null,
                List.of(notices));
        run.tell("engine", new RecordOutcome(new AttemptId(task, 1), outcome));
    }

    /** The search ends by its limits, and what has passed by then is kept. One subset can't be merged without a third task. */
    public static ScriptedRun searchEnded() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new Verify(SampleParts.COMMAND, LIMIT, false, new Search(4, 1, Duration.ofHours(1))),
                OnConflict.REPORT,
                null,
                Integrate.NONE);
        Plan plan = SampleParts.plan(
                "search-ended", synthesis, task("one", 1), task("two", 1), task("three", 1), task("four", 1));
        ScriptedRun run = ScriptedRun.of("20260102-030405-b0b0b0", plan, SampleParts.BASE);
        List<String> tasks = List.of("one", "two", "three", "four");
        tasks.forEach(task -> complete(run, task, modified("src/" + task, 1, 0)));
        run.tell("engine", new RunCommand.RecordMerge(MergeResult.whole(commit("whole"), tasks), List.of()));
        run.tell("engine", new RunCommand.RecordVerification(SampleParts.failed(run)));
        new ScriptedTrials(run)
                .fails(trial -> trial.tasks().equals(tasks))
                .cannotMerge(subset -> subset.equals(List.of("one", "two")))
                .answer();
        return run;
    }

    /** What failed at first passes the second time: the run completes, and the user's branch is moved. */
    static ScriptedRun flaky() {
        SynthesisSpec synthesis = new SynthesisSpec(
                new Verify(SampleParts.COMMAND, LIMIT, false, new Search(10, 1, Duration.ofHours(1))),
                OnConflict.REPORT,
                null,
                Integrate.MERGE);
        Prompt prompt = new Prompt.Parts(null, null, "BatchTest fails one time in ten", List.of(), null);
        Plan plan = SampleParts.plan("flaky", synthesis, task("batch", 1, prompt), task("abort", 1));
        ScriptedRun run = ScriptedRun.of("20260102-030405-c0c0c0", plan, SampleParts.BASE);
        List<String> tasks = List.of("batch", "abort");
        tasks.forEach(task -> complete(run, task, modified("src/" + task, 2, 2)));
        run.tell("engine", new RunCommand.RecordMerge(MergeResult.whole(commit("both"), tasks), List.of()));
        run.tell("engine", new RunCommand.RecordVerification(SampleParts.failed(run)));
        new ScriptedTrials(run).answer();
        return run.tell(
                "engine", new RunCommand.RecordIntegration(new Integration("stretto/" + run.run(), "main", null)));
    }

    private static Side side(String content) {
        return new Side("100644", commit(content));
    }
}
