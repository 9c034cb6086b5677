package dev.stretto.persistence.samples;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.attempt.Usage;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.EnvironmentValue;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.TimedCommand;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunCommand.RecordOutcome;
import dev.stretto.engine.run.RunCommand.RecordStart;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs that between them have every type of event, and every part of them that may be absent, both ways: see {@link SampleRunsTest}. */
public final class SampleRuns {
    static final String BASE = "1".repeat(40);

    private static final PinnedBase REPOSITORY = new PinnedBase("/project", BASE, "main", "2 changed files left out");
    private static final SubagentSpec FIX = new SubagentSpec.Command(List.of("./fix", "{task}"));

    private SampleRuns() {}

    public static Map<String, ScriptedRun> all() {
        return Map.ofEntries(
                Map.entry("merged", merged()),
                Map.entry("perspectives", perspectives()),
                Map.entry("dropped", SampleSearches.dropped()),
                Map.entry("broken", broken()),
                Map.entry("cancelled", cancelled()),
                Map.entry("reopened", reopened()),
                Map.entry("erased", erased()),
                Map.entry("resolved", SampleConflicts.resolved()),
                Map.entry("culprits", SampleSearches.culprits()),
                Map.entry("base-fails", SampleSearches.baseFails()),
                Map.entry("search-ended", SampleSearches.searchEnded()),
                Map.entry("flaky", SampleSearches.flaky()));
    }

    /** Retries, overlaps, a conflict, a failed verification, a branch. */
    public static ScriptedRun merged() {
        Plan plan = new Plan(
                "grüße-🎼",
                "Everything \"works\"\nin the end \u0000 \\",
                WorkspaceSpec.of("/project"),
                0,
                Mode.PARALLEL,
                List.of(
                        task(
                                "a",
                                FIX,
                                new Prompt.Parts("src/A.java", "Green", null, List.of("Nothing else"), "Why"),
                                1),
                        task("b", new SubagentSpec.Profile("claude"), new Prompt.Text("Fix b, please 🙂"), 2),
                        task("c", new SubagentSpec.Function("count"), null, 1)),
                new SynthesisSpec(
                        new SynthesisSpec.Verify(List.of("mvn", "test"), Duration.ofMinutes(10), false, null),
                        SynthesisSpec.OnConflict.ORDER,
                        null,
                        SynthesisSpec.Integrate.MERGE));
        ScriptedRun run = ScriptedRun.of("20260102-030405-aaaaaa", plan, REPOSITORY);
        run.tell("engine", start(run, "a", 1, new WorkspaceRef("/w/a", "stretto/x/a", BASE)));
        run.tell("engine", start(run, "b", 1, null));
        run.tell("engine", new RecordOutcome(new AttemptId("b", 1), failed(run, Failure.Kind.EXIT, 3)));
        run.tell("engine", new RecordOutcome(new AttemptId("a", 1), completed(run, "a")));
        run.tell("engine", new RecordOutcome(new AttemptId("c", 1), plain(run)));
        run.tell("engine", new RunCommand.EndPause(new AttemptId("b", 1)));
        run.tell("engine", new RecordOutcome(new AttemptId("b", 2), completed(run, "b")));
        run.tell(
                "engine",
                new RunCommand.RecordMerge(
                        new MergeResult(
                                "9".repeat(40),
                                List.of("a"),
                                List.of(new Conflict("b", List.of("src/Shared.java"), "both changed it")),
                                List.of(),
                                List.of(),
                                null),
                        List.of(new OverlapDetail(
                                "src/Shared.java",
                                List.of("a", "b"),
                                List.of(CollisionKind.SAME_LINES),
                                List.of(),
                                null))));
        run.tell(
                "engine",
                new RunCommand.RecordVerification(new Verification(
                        List.of("mvn", "test"),
                        1,
                        false,
                        "2 tests failed",
                        artifact("v"),
                        run.now(),
                        run.now().plusSeconds(3))));
        return run.tell(
                "engine", new RunCommand.RecordIntegration(new Integration("stretto/x", null, "git merge stretto/x")));
    }

    /** Every way in which a task does not complete, and a synthesis that fails. */
    public static ScriptedRun broken() {
        Plan plan = new Plan(
                "broken",
                null,
                new WorkspaceSpec(
                        "/project",
                        "main",
                        WorkspaceSpec.Isolation.WORKTREE,
                        "/workspaces",
                        new Provision(
                                List.of(".env", "config/*.local"),
                                new TimedCommand(List.of("npm", "ci"), Duration.ofMinutes(10)),
                                new TimedCommand(List.of("./stop"), Duration.ofMinutes(1)))),
                8,
                Mode.AUTO,
                List.of(
                        task("fails", FIX, null, 1),
                        task("slow", FIX, null, 1),
                        after("never", "fails"),
                        task("unwanted", FIX, null, 1),
                        task("fine", FIX, null, 1).toBuilder()
                                .environment(new EnvironmentSpec(
                                        Map.of(
                                                "MODE", new EnvironmentValue.Literal("test"),
                                                "TOKEN", new EnvironmentValue.FromEnv("MY_TOKEN"),
                                                "KEY", new EnvironmentValue.FromFile("/home/user/key")),
                                        List.of("web")))
                                .build()),
                SynthesisSpec.DEFAULT);
        ScriptedRun run = ScriptedRun.of("20260102-030405-bbbbbb", plan, new PinnedBase("/project", BASE, null, null));
        run.tell("engine", new RecordOutcome(new AttemptId("fails", 1), failed(run, Failure.Kind.START, null)));
        run.tell("engine", new RecordOutcome(new AttemptId("slow", 1), failed(run, Failure.Kind.IDLE, null)));
        run.tell("user", new RunCommand.CancelTask("unwanted"));
        run.tell("engine", new RecordOutcome(new AttemptId("unwanted", 1), failed(run, Failure.Kind.CANCELLED, 143)));
        run.tell("engine", new RecordOutcome(new AttemptId("fine", 1), completed(run, "fine")));
        return run.tell("engine", new RunCommand.RecordSynthesisFailure("git is gone"));
    }

    /** One task that is to change nothing, and does, and one of which nobody said what it changes. */
    static ScriptedRun perspectives() {
        Plan plan = new Plan(
                "perspectives",
                "Know what to mend first",
                new WorkspaceSpec("/project", "main", WorkspaceSpec.Isolation.WORKTREE, null, Provision.NONE),
                0,
                Mode.AUTO,
                List.of(scoped("a", List.of()), scoped("b", null)),
                SynthesisSpec.DEFAULT);
        ScriptedRun run = ScriptedRun.of("20260102-030405-b1b1b1", plan, new PinnedBase("/project", BASE, null, null));
        run.tell("engine", new RecordOutcome(new AttemptId("a", 1), completed(run, "a")));
        run.tell("engine", new RecordOutcome(new AttemptId("b", 1), completed(run, "b")));
        return run.tell("engine", new RunCommand.RecordSynthesisFailure("git is gone"));
    }

    private static Task scoped(String id, @Nullable List<String> writes) {
        return Task.of(id, FIX)
                .title("Review " + id)
                .writes(writes)
                .timeout(Duration.ofMinutes(20))
                .backoff(Duration.ofSeconds(5))
                .build();
    }

    /** Cancelled as a whole, with a task that had not been started. */
    public static ScriptedRun cancelled() {
        return cancelled(artifact("out"), artifact("err"));
    }

    /** The same, with this output. */
    public static ScriptedRun cancelled(@Nullable Artifact output, @Nullable Artifact errors) {
        return cancelled("20260102-030405-cccccc", output, errors);
    }

    private static ScriptedRun cancelled(String id, @Nullable Artifact output, @Nullable Artifact errors) {
        Plan plan = new Plan(
                "cancelled",
                null,
                null,
                1,
                Mode.SEQUENTIAL,
                List.of(task("first", FIX, null, 3), task("second", FIX, null, 1)),
                SynthesisSpec.DEFAULT);
        ScriptedRun run = ScriptedRun.of(id, plan, null);
        run.tell("http", new RunCommand.CancelRun("cancelled by http"));
        return run.tell(
                "engine",
                new RecordOutcome(new AttemptId("first", 1), failed(run, Failure.Kind.CANCELLED, 143, output, errors)));
    }

    /** Cancelled, reopened when it was over, resumed by another engine, and cancelled again. */
    public static ScriptedRun reopened() {
        ScriptedRun run = cancelled("20260102-030405-dddddd", artifact("out"), artifact("err"));
        run.tell("user alice", new RunCommand.RetryTasks(List.of("first"), "node"));
        run.tell("engine", new RunCommand.ResumeRun("node"));
        run.tell("engine", new RecordOutcome(new AttemptId("first", 2), failed(run, Failure.Kind.EXIT, 1)));
        return run.tell("user alice", new RunCommand.CancelRun("cancelled by user alice"));
    }

    /** Over, and then erased: first the texts of one task, then those of the whole run. */
    public static ScriptedRun erased() {
        Plan plan = Plan.of(
                "erased",
                List.of(
                        task("a", FIX, new Prompt.Text("The key is hunter2"), 1),
                        task("b", FIX, new Prompt.Text("Fix b"), 1)));
        Artifact gone = artifact("hunter2");
        ScriptedRun run = ScriptedRun.of("20260102-030405-gggggg", plan, null);
        run.tell("engine", new RecordOutcome(new AttemptId("a", 1), failed(run, Failure.Kind.EXIT, 1, gone, null)));
        run.tell("engine", new RecordOutcome(new AttemptId("b", 1), failed(run, Failure.Kind.EXIT, 1, null, gone)));
        return run.erase("a", "a key in the prompt").erase(null, "the customer has left");
    }

    private static Task task(String id, SubagentSpec subagent, @Nullable Prompt prompt, int attempts) {
        return Task.of(id, subagent)
                .title("Fix " + id)
                .prompt(prompt)
                .writes(List.of("src/" + id + "/**"))
                .timeout(Duration.ofMinutes(20))
                .idle(id.equals("b") ? Duration.ofMillis(1_500) : null)
                .attempts(attempts)
                .backoff(Duration.ofSeconds(5))
                .build();
    }

    private static Task after(String id, String other) {
        return Task.of(id, FIX)
                .title("Fix " + id)
                .locks(List.of("database"))
                .needs(List.of(other))
                .timeout(Duration.ofMinutes(20))
                .backoff(Duration.ofSeconds(5))
                .build();
    }

    private static RecordStart start(ScriptedRun run, String task, int attempt, @Nullable WorkspaceRef workspace) {
        return new RecordStart(
                new AttemptId(task, attempt),
                run.now(),
                new ProcessIdentity(4_711, 123_456_789_012L, "boot"),
                workspace,
                workspace == null ? null : "# Fix " + task + "\n\nGreen, please\n");
    }

    private static Outcome completed(ScriptedRun run, String task) {
        List<FileChange> files = List.of(
                new FileChange("src/" + task + ".java", FileChange.Kind.ADDED, null, null, null),
                new FileChange("src/Shared.java", FileChange.Kind.MODIFIED, null, null, null),
                new FileChange(
                        "src/New" + task + ".java", FileChange.Kind.RENAMED, "src/Old" + task + ".java", null, null));
        return new Outcome(
                null,
                run.now().minusMillis(500),
                run.now(),
                0,
                "Found the cause of " + task + ": naïve 🙂 " + '\ud800' + " (half a character)",
                artifact(task),
                null,
                new WorkResult("stretto/x/" + task, BASE, "2".repeat(40), files, List.of("src/Shared.java")),
                new Usage(1_234_567_890_123L, 42L, 100_000L),
                "session-" + task,
                List.of());
    }

    private static Outcome plain(ScriptedRun run) {
        return new Outcome(
                null, run.now(), run.now(), null, null, null, null, null, new Usage(null, null, null), null, List.of());
    }

    private static Outcome failed(ScriptedRun run, Failure.Kind kind, @Nullable Integer exitCode) {
        return failed(run, kind, exitCode, artifact("out"), artifact("err"));
    }

    private static Outcome failed(
            ScriptedRun run,
            Failure.Kind kind,
            @Nullable Integer exitCode,
            @Nullable Artifact output,
            @Nullable Artifact errors) {
        Failure failure = new Failure(kind, "it ended with " + kind);
        return new Outcome(failure, run.now(), run.now(), exitCode, null, output, errors, null, null, null, List.of());
    }

    private static Artifact artifact(String content) {
        return new Artifact(SampleArtifacts.digest(content), content.length(), false);
    }
}
