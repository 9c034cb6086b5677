package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stretto.actors.EngineSettings;
import dev.stretto.actors.StrettoEngine;
import dev.stretto.app.testing.HaltAgent;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.app.testing.Watched;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.RunNames;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.overlay.Mounting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills the engine at each step that it takes, and shows that the run goes on from there with nothing lost or done twice. */
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultPointIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Stands in the command lines of a test's processes, so that they can be told from all others. */
    private final String cookie = "stretto-test-" + UUID.randomUUID();

    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        repository = Repository.in(folder.resolve("repo"), "shared.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        Files.createDirectory(folder.resolve("count"));
        stretto = new Stretto(repository.directory());
    }

    @Test
    void every_type_of_event_is_among_the_points() {
        assertThat(VisitedPoints.types())
                .containsExactlyInAnyOrderElementsOf(EventTypes.all().stream()
                        .map(EventTypes.EventType::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#whole")
    void a_run_that_is_killed_at(String point) throws Exception {
        assumeTrue(
                VisitedPoints.OF_OVERLAYS.stream().noneMatch(of -> of.toString().equals(point))
                        || Mounting.in(folder.resolve("trial")) instanceof Mounting.Trial.Possible,
                "this machine permits no overlays");
        kill(
                point,
                "run",
                planIn(
                        "{ repository: repo, isolation: overlay, setup: { command: [sh, -c, 'echo x > set-up.txt'] } }",
                        """
                - { id: a, subagent: { command: [sh, -c, '%1$s; test -f set-up.txt && echo a > a.txt'] } }
                - { id: b, subagent: { command: [sh, -c, '%1$s; sed -i s/^1/one/ shared.txt; [ $STRETTO_ATTEMPT = 2 ]'] } }
                - { id: c, subagent: { command: [sh, -c, '%1$s; sed -i s/^9/nine/ shared.txt'] } }
                - { id: d, needs: [a], subagent: { command: [sh, -c, '%1$s; test -f a.txt && echo d > d.txt'] } }
                """,
                        "echo x >> %2$s/verify; test -f set-up.txt && test -f d.txt && grep -q one shared.txt && grep -q nine shared.txt"));

        resume();

        if (point.equals(FaultPoint.EVENTS_DECIDED + ":run-started")
                || point.equals(FaultPoint.EVENTS_DECIDED + ":tasks-launched")) {
            assertThat(runs()).isEmpty();
            return;
        }
        assertThat(report().status()).as(report().toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(counts()).isEqualTo(Map.of("a", 1, "b", 2, "c", 1, "d", 1, "verify", 1));
        assertThat(repository.git("show", "main:d.txt")).isEqualTo("d");
        assertThat(repository.git("ls-tree", "--name-only", "main"))
                .as("what a set-up makes is no work")
                .doesNotContain("set-up.txt");
        assertThat(repository.git("status", "--porcelain", "--untracked-files=no"))
                .isEmpty();
        assertThat(repository.git("show", "main:shared.txt")).startsWith("one").endsWith("nine");
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#broken")
    void a_run_with_failures_that_is_killed_at(String point) throws Exception {
        kill(point, "run", failing());

        resume();

        checkFailures(1);
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#cancelled")
    void a_cancelled_run_that_is_killed_at(String point) throws Exception {
        boolean ofTask = point.endsWith("task-cancel-requested");
        killWhileCancelling(point, ofTask, plan("""
                - { id: a, subagent: { command: [sh, -c, '%1$s; echo half > half.txt; touch %3$s; exec sleep 300; : %4$s'] } }
                """, "true"));

        assertThat(report().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(counts()).isEqualTo(Map.of("a", 1));
        assertThat(repository.git("show", report().tasks().getFirst().branch() + ":half.txt"))
                .isEqualTo("half");
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#stopped")
    void a_run_whose_verification_is_cancelled_and_that_is_killed_at(String point) throws Exception {
        killWhileCancelling(point, false, plan("""
                - { id: a, subagent: { command: [sh, -c, '%1$s; echo a > a.txt'] } }
                """, "touch %3$s; exec sleep 300; : %4$s"));

        assertThat(report().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(counts()).isEqualTo(Map.of("a", 1));
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#tried")
    void a_run_whose_culprits_are_looked_for_and_that_is_killed_at(String point) throws Exception {
        kill(point, "run", plan("""
                - { id: a, subagent: { command: [sh, -c, '%1$s; echo a > a.txt'] } }
                - { id: b, subagent: { command: [sh, -c, '%1$s; echo b > b.txt'] } }
                - { id: c, subagent: { command: [sh, -c, '%1$s; echo c > c.txt'] } }
                """, "echo x >> %2$s/verify; ! { test -f a.txt && test -f c.txt; }"));

        resume();

        Report report = report();
        Report.Verified verification = report.synthesis().verification();
        assertThat(verification.culprits()).containsExactly(List.of("a", "c"));
        assertThat(verification.passed()).isTrue();
        assertThat(report.synthesis().integration().merged()).containsExactly("a", "b");
        assertThat(counts())
                .isEqualTo(Map.of(
                        "a", 1, "b", 1, "c", 1, "verify", verification.search().runs()));
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#reopened")
    void a_run_that_is_tried_again_and_killed_at(String point) throws Exception {
        assertThat(stretto.run("run", "--quiet", failing()).exitCode()).isEqualTo(1);
        kill(point, "retry", "latest");

        resume();

        checkFailures(point.startsWith(FaultPoint.EVENTS_WRITTEN.toString()) ? 2 : 1);
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#erased")
    void a_run_whose_texts_are_erased_and_that_is_killed_at(String point) throws Exception {
        assertThat(stretto.run("run", "--quiet", failing()).exitCode()).isEqualTo(1);
        kill(point, "erase", "latest", "--reason", "leaked", "--yes");
        boolean decided = point.startsWith(FaultPoint.EVENTS_WRITTEN.toString());
        assertThat(texts())
                .as("the engine was killed before anything was removed")
                .isPositive();

        resume();

        assertThat(texts() == 0).isEqualTo(decided);
        checkFailures(1);
        checkThatNothingIsLeft(point);
    }

    private long texts() throws Exception {
        try (EventLog log = Stores.log(data())) {
            return log.rows(log.runs().getFirst()).stream()
                    .mapToLong(row -> row.texts().size())
                    .sum();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#resumed")
    void a_run_that_is_resumed_and_killed_again_at(String point) throws Exception {
        kill("subagent-ended", "run", failing());
        kill(point, "resume");

        resume();

        checkFailures(1);
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#resolved")
    void a_run_with_a_conflict_that_is_killed_at(String point) throws Exception {
        kill(point, "run", conflicting("sed \"/^[<|=>]/d; /^1$/d\" -i shared.txt"));

        resume();

        assertThat(report().status()).as(report().toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(counts()).isEqualTo(Map.of("a", 1, "b", 1, "resolver", 1, "verify", 1));
        assertThat(repository.git("show", "main:shared.txt")).startsWith("one\neins\n2");
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#refused")
    void a_run_with_a_conflict_that_nobody_resolves_and_that_is_killed_at(String point) throws Exception {
        kill(point, "run", conflicting("echo half > shared.txt; exit 5"));

        resume();

        Report report = report();
        assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.FAILED);
        assertThat(counts()).isEqualTo(Map.of("a", 1, "b", 1, "resolver", 1, "verify", 1));
        assertThat(repository.git(
                        "show", report.synthesis().resolutions().getFirst().commit() + ":shared.txt"))
                .isEqualTo("half");
        checkThatNothingIsLeft(point);
    }

    @ParameterizedTest
    @MethodSource("dev.stretto.app.VisitedPoints#lost")
    void a_run_whose_verification_is_lost_and_that_is_killed_at(String point) throws Exception {
        kill(
                FaultPoint.VERIFICATION_STARTED.toString(),
                "run",
                plan("""
                - { id: a, subagent: { command: [sh, -c, '%1$s; echo a > a.txt'] } }
                """, "echo x >> %2$s/verify; mkdir %3$s && exec sleep 300; : %4$s"));
        Watched.awaitExists(folder.resolve("begun"));
        killVerification();
        kill(point, "resume");

        resume();

        assertThat(report().status()).as(report().toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(counts()).isEqualTo(Map.of("a", 1, "verify", 2));
        checkThatNothingIsLeft(point);
    }

    /** As a machine that goes down does: its exit status is written nowhere. */
    private void killVerification() throws Exception {
        Path process = data().attempts()
                .resolve(runs().getFirst())
                .resolve("_verification")
                .resolve("1-1")
                .resolve("process");
        ProcessHandle leader = ProcessHandle.of(
                        Long.parseLong(Files.readString(process).split(" ", 2)[0]))
                .orElseThrow();
        List<ProcessHandle> all = leader.descendants().toList();
        leader.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        leader.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private String conflicting(String resolver) throws Exception {
        return plan(
                """
                - { id: a, subagent: { command: [sh, -c, '%1$s; sed -i s/^1/one/ shared.txt'] } }
                - { id: b, subagent: { command: [sh, -c, '%1$s; sed -i s/^1/eins/ shared.txt'] } }
                """,
                "echo x >> %2$s/verify; grep -q one shared.txt",
                "onConflict: resolve",
                "resolver: { subagent: { command: [sh, -c, 'echo x >> %2$s/resolver; " + resolver + "'] } }");
    }

    private void kill(String point, String... command) throws Exception {
        Result killed = stretto.start(HaltAgent.haltAt(point), command).await();
        assertThat(killed.exitCode())
                .as("%s is reached; %s%s", point, killed.out(), killed.err())
                .isEqualTo(HaltAgent.KILLED);
    }

    private void killWhileCancelling(String point, boolean ofTask, String plan) throws Exception {
        Running running = stretto.start(HaltAgent.haltAt(point), "run", "--quiet", plan);
        Watched.awaitExists(folder.resolve("begun"));
        stretto.run(ofTask ? new String[] {"cancel", "latest", "a"} : new String[] {"cancel", "latest"});
        assertThat(running.await().exitCode()).as("%s is reached", point).isEqualTo(HaltAgent.KILLED);
        // A request that was never acknowledged may be lost: the user asks again.
        stretto.run("cancel", "latest");
        assertThat(stretto.run("resume").exitCode()).isIn(0, 3);
    }

    private void resume() throws Exception {
        // By an engine in this process: it is the one that the program has, and no start of the program has to be paid
        // for.
        try (StrettoEngine engine = StrettoEngine.open(EngineSettings.of(data().root()))) {
            for (String run : engine.resume()) {
                engine.whenFinished(run).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private String failing() throws Exception {
        return plan("""
                - { id: a, subagent: { command: [sh, -c, '%1$s; echo a > a.txt'] } }
                - { id: f, attempts: 1, subagent: { command: [sh, -c, '%1$s; echo f > f.txt; exit 7'] } }
                - { id: g, needs: [f], subagent: { command: [sh, -c, '%1$s'] } }
                - { id: t, attempts: 1, timeout: 300ms, subagent: { command: [sh, -c, '%1$s; exec sleep 300; : %4$s'] } }
                """, "test -f a.txt");
    }

    private void checkFailures(int times) throws Exception {
        Report report = report();
        assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.FAILED);
        assertThat(statuses(report))
                .isEqualTo(Map.of("a", "completed", "f", "failed", "g", "skipped", "t", "timed_out"));
        assertThat(counts()).isEqualTo(Map.of("a", 1, "f", times, "t", times));
        assertThat(repository.git("show", report.tasks().get(1).branch() + ":f.txt"))
                .isEqualTo("f");
    }

    private void checkThatNothingIsLeft(String point) throws Exception {
        try (EventLog logs = Stores.log(data());
                RunTable table = Stores.runs(data())) {
            String run = RunNames.resolve("latest", table, logs);
            assertThat(Audit.of(run, logs.rows(run))
                            .with(Stores.artifacts(data()))
                            .withRow(table.find(run))
                            .result()
                            .findings())
                    .isEmpty();
        }
        assertThat(repository
                        .git("worktree", "list", "--porcelain")
                        .lines()
                        .filter(line -> line.startsWith("worktree")))
                .as("only the user's own worktree is left")
                .hasSize(1);
        Process pgrep = new ProcessBuilder("pgrep", "-f", cookie).start();
        assertThat(new String(pgrep.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .as("no process is left")
                .isEmpty();
        System.out.println("survived " + point);
    }

    private Report report() throws Exception {
        try (EventLog logs = Stores.log(data());
                RunTable table = Stores.runs(data())) {
            return logs.report(RunNames.resolve("latest", table, logs));
        }
    }

    private List<String> runs() throws Exception {
        try (EventLog logs = SqliteEventLog.open(data().journal())) {
            return logs.runs();
        }
    }

    private DataDirectory data() {
        return new DataDirectory(repository.directory().resolve(".stretto"));
    }

    private static Map<String, String> statuses(Report report) {
        return report.tasks().stream()
                .collect(Collectors.toMap(
                        Report.TaskReport::id, task -> task.status().toString()));
    }

    /** How often each task's subagent, and the verification, have been at work. */
    private Map<String, Integer> counts() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("count"))) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), FaultPointIT::lines));
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In tasks and verification: %1$s counts an attempt, %2$s is where, %3$s a file to touch, %4$s the cookie. */
    private String plan(String tasks, String verify, String... synthesis) throws Exception {
        return planIn("{ repository: repo }", tasks, verify, synthesis);
    }

    private String planIn(String workspace, String tasks, String verify, String... synthesis) throws Exception {
        String text = """
                version: 1
                workspace: %s
                defaults: { timeout: 1m, attempts: 2, backoff: 50ms }
                tasks:
                %s
                synthesis:
                  verify: { command: [sh, -c, '%s'], timeout: 1m }
                  integrate: merge
                %s
                """.formatted(
                workspace, tasks.indent(2), verify, String.join("\n", synthesis).indent(2));
        Path count = folder.resolve("count");
        String filled = text.replace("%1$s", "echo x >> " + count + "/$STRETTO_TASK")
                .replace("%2$s", count.toString())
                .replace("%3$s", folder.resolve("begun").toString())
                .replace("%4$s", cookie);
        Path file = folder.resolve("plan.yaml");
        Files.writeString(file, filled);
        return file.toString();
    }
}
