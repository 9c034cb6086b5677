package dev.stretto.persistence.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.IsolationChoice;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.RepositoryIdentity;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.RunCommand.RecordOutcome;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.persistence.codec.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the samples of syntheses are made of: plans, what tasks leave behind, verifications. */
final class SampleParts {
    static final List<String> COMMAND = List.of("mvn", "-q", "test");
    static final PinnedBase BASE = new PinnedBase(
            "/project",
            commit("base"),
            "main",
            null,
            new RepositoryIdentity(commit("root"), "https://example.org/project.git"),
            new IsolationChoice(Isolation.OVERLAY, "the plan has a set-up"));

    private static final int COMMIT_DIGITS = 40;

    private SampleParts() {}

    static Plan plan(String name, SynthesisSpec synthesis, Task... tasks) {
        return new Plan(name, null, WorkspaceSpec.of("/project"), 0, Mode.PARALLEL, List.of(tasks), synthesis);
    }

    static Task task(String id, int attempts, String... after) {
        return task(id, attempts, null, after);
    }

    static Task task(String id, int attempts, @Nullable Prompt prompt, String... after) {
        return task(id, attempts, prompt, List.of(after), List.of());
    }

    /** One that the subagent of another one carries out as well. */
    static Task together(String id, String lead) {
        return task(id, 1, null, List.of(), List.of(lead));
    }

    private static Task task(
            String id, int attempts, @Nullable Prompt prompt, List<String> after, List<String> related) {
        return Task.of(id, new SubagentSpec.Command(List.of("./fix", "{task}")))
                .title("Fix " + id)
                .prompt(prompt)
                .writes(List.of("src/**"))
                .needs(after)
                .related(related)
                .timeout(Duration.ofMinutes(20))
                .attempts(attempts)
                .backoff(Duration.ofSeconds(5))
                .build();
    }

    /** The task's first attempt completes with these changes. */
    static void complete(ScriptedRun run, String task, FileChange... files) {
        run.tell("engine", new RecordOutcome(new AttemptId(task, 1), done(run, task, List.of(), files)));
    }

    static Outcome done(ScriptedRun run, String task, List<String> notices, FileChange... files) {
        List<String> outOfScope = Arrays.stream(files)
                .map(FileChange::path)
                .filter(path -> !path.startsWith("src/"))
                .toList();
        WorkResult work = new WorkResult(
                "stretto/" + run.run() + "/" + task, BASE.commit(), commit(task), List.of(files), outOfScope);
        return new Outcome(
                null,
                launchedAt(run, task).plusMillis(20),
                run.now(),
                0,
                "Done with " + task,
                artifact("out"),
                null,
                work,
                null,
                null,
                notices);
    }

    private static Instant launchedAt(ScriptedRun run, String task) {
        return run.state()
                .started()
                .flatMap(started -> started.progressOf(task))
                .map(Progress::current)
                .map(Progress.CurrentAttempt::launchedAt)
                .orElseThrow();
    }

    static FileChange modified(String path, int added, int removed) {
        return new FileChange(path, FileChange.Kind.MODIFIED, null, added, removed);
    }

    /** A change of something that has no lines. */
    static FileChange modified(String path) {
        return new FileChange(path, FileChange.Kind.MODIFIED, null, null, null);
    }

    static FileChange added(String path, int lines) {
        return new FileChange(path, FileChange.Kind.ADDED, null, lines, 0);
    }

    static FileChange deleted(String path, int lines) {
        return new FileChange(path, FileChange.Kind.DELETED, null, 0, lines);
    }

    static FileChange renamed(String from, String path) {
        return new FileChange(path, FileChange.Kind.RENAMED, from, 0, 0);
    }

    static Verification passed(ScriptedRun run) {
        return verification(run, 0, true, null, artifact("green"));
    }

    static Verification failed(ScriptedRun run) {
        return verification(run, 1, false, null, artifact("red"));
    }

    /** One that did not end by itself, and had printed nothing. */
    static Verification cutOff(ScriptedRun run) {
        return verification(run, null, false, "it was still running after 10m, and was ended", null);
    }

    private static Verification verification(
            ScriptedRun run,
            @Nullable Integer exitCode,
            boolean passed,
            @Nullable String message,
            @Nullable Artifact output) {
        return new Verification(
                COMMAND, exitCode, passed, message, output, run.now().minusSeconds(1), run.now());
    }

    static Artifact artifact(String content) {
        return new Artifact(SampleArtifacts.digest(content), content.getBytes(UTF_8).length, false);
    }

    /** Something that looks like the id of a commit or a file, always the same for the same name. */
    static String commit(String name) {
        return SampleArtifacts.digest(name).substring(Digests.PREFIX.length()).substring(0, COMMIT_DIGITS);
    }
}
