package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.Usage;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.subagents.function.FunctionResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resolvers of all sorts, in runs of three tasks: 'a' and 'b' change the same line of list.txt, and 'c' has nothing to do with that.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResolverTest {
    private static final String RESOLVE = "printf '1\\nboth\\n3\\n' > list.txt; ";

    @TempDir
    Path folder;

    private Site site;
    private Conflicting repository;

    @BeforeEach
    void begin() throws Exception {
        site = new Site(folder, folder.resolve("data"));
        repository = new Conflicting(folder.resolve("repository"));
    }

    @Test
    void what_is_resolved_well_is_part_of_the_result() throws Exception {
        Report report = run(resolver("""
                cp "$STRETTO_PROMPT_FILE" '%1$s/prompt'
                echo "$STRETTO_RUN $STRETTO_TASK $STRETTO_ATTEMPT" '{task} {attempt}' > '%1$s/told'
                git status --porcelain > '%1$s/status'
                printf '1\\nleft and right\\n3\\n' > list.txt
                echo printed; echo noted >&2
                echo '{"summary": "put both in one line", "usage": {"inputTokens": 7}}' > "$STRETTO_RESULT_FILE"
                """.formatted(folder)));

        assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
        Report.Resolved resolved = report.synthesis().resolutions().getFirst();
        assertThat(resolved.taken()).isTrue();
        assertThat(resolved.task()).isEqualTo("b");
        assertThat(resolved.with()).containsExactly("a");
        assertThat(resolved.paths()).containsExactly("list.txt");
        assertThat(resolved.summary()).isEqualTo("put both in one line");
        assertThat(report.synthesis().integration().merged()).containsExactly("a", "c", "b");
        assertThat(repository.show("stretto/" + report.run(), "list.txt")).isEqualTo("1\nleft and right\n3");
        assertThat(repository.show("stretto/" + report.run(), "b.txt")).isEqualTo("b");
        Outcome outcome = site.events(report.run(), RunEvent.ConflictResolved.class)
                .getFirst()
                .by()
                .outcome();
        assertThat(outcome.usage()).isEqualTo(new Usage(7L, null, null));
        assertThat(outcome.errors()).isNotNull();
        assertThat(folder.resolve("status")).hasContent("A  b.txt\nUU list.txt");
        assertThat(folder.resolve("told")).hasContent(report.run() + " b 1 b 1");
        assertThat(Files.readString(folder.resolve("prompt")))
                .startsWith("# Resolve a merge conflict\n")
                .contains("- list.txt")
                .contains("In the result so far:\n\n```\n1\nleft\n3\n```")
                .contains("As task 'b' has left it:\n\n```\n1\nright\n3\n```");
        nothingIsLeft();
    }

    @Test
    void a_file_in_conflict_may_be_deleted() throws Exception {
        Report report = run(resolver("rm list.txt"));

        assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(repository.git("ls-tree", "--name-only", "stretto/" + report.run()))
                .isEqualTo("b.txt\nc.txt");
    }

    @Test
    void a_resolver_may_commit_itself() throws Exception {
        Report report = run(resolver(RESOLVE + "git commit -qam mine"));

        assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
        String kept = report.synthesis().resolutions().getFirst().commit();
        assertThat(repository.git("log", "-1", "--format=%s", kept)).isEqualTo("mine");
        nothingIsLeft();
    }

    @Test
    void a_function_can_be_a_resolver() throws Exception {
        try (StrettoEngine engine = site.open(Map.of("resolve", call -> {
            Files.writeString(call.directory().resolve("list.txt"), "1\nboth\n3\n");
            return new FunctionResult("resolved " + call.task(), null);
        }))) {
            Report report = site.over(engine, Site.start(engine, repository.plan("resolve")));

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.synthesis().resolutions().getFirst().summary()).isEqualTo("resolved b");
        }
    }

    @Test
    void conflict_markers_that_are_left_are_no_resolution() throws Exception {
        refused(resolver("sed -i '/^=====/,$d' list.txt"), "list.txt still has a conflict marker in line 2");
    }

    @Test
    void what_was_changed_besides_is_no_resolution() throws Exception {
        refused(resolver(RESOLVE + "echo more > c.txt"), "it changed c.txt, which is not in conflict");
    }

    @Test
    void a_resolver_that_fails_is_refused() throws Exception {
        refused(resolver(RESOLVE + "echo no >&2; exit 7"), "the resolver failed: exit code 7");
    }

    @Test
    void a_resolver_that_runs_too_long_is_stopped() throws Exception {
        refused(
                resolver(RESOLVE + "exec sleep 300", Duration.ofMillis(700), null),
                "the resolver ran out of time: still at work after 700ms");
    }

    @Test
    void a_resolver_that_shows_no_sign_of_life_is_stopped() throws Exception {
        refused(
                resolver(RESOLVE + "exec sleep 300", Plans.LONG, Duration.ofMillis(500)),
                "the resolver showed no sign of life: no output and no changed file for 500ms");
    }

    @Test
    void one_that_can_not_be_started_is_refused_and_leaves_nothing() throws Exception {
        try (StrettoEngine engine = site.open()) {
            Report report = site.over(engine, Site.start(engine, repository.plan("unknown")));

            assertThat(report.status()).isEqualTo(RunStatus.FAILED);
            assertThat(report.synthesis().resolutions().getFirst().refusal())
                    .startsWith("the resolver could not be started: no function is called \"unknown\"");
            assertThat(report.synthesis().resolutions().getFirst().commit()).isNull();
            assertThat(repository.git("for-each-ref", "refs/stretto-attempts")).isEmpty();
            nothingIsLeft();
        }
    }

    @Test
    void of_several_conflicts_one_comes_after_the_other() throws Exception {
        try (StrettoEngine engine = site.open()) {
            Report report = site.over(
                    engine,
                    Site.start(
                            engine,
                            repository.plan(
                                    resolver("sed -i '/^[<|=>]/d; /^2$/d' list.txt"),
                                    Conflicting.task("d", "sed -i s/2/down/ list.txt"))));

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.synthesis().resolutions())
                    .extracting(Report.Resolved::task)
                    .containsExactly("b", "d");
            assertThat(repository.show("stretto/" + report.run(), "list.txt")).contains("left", "right", "down");
            nothingIsLeft();
        }
    }

    @Test
    void a_refused_one_can_be_tried_again() throws Exception {
        Report first = refused(resolver("test -e '" + folder + "/again' || exit 1; " + RESOLVE), "the resolver failed");
        Files.createFile(folder.resolve("again"));

        try (StrettoEngine engine = site.open()) {
            engine.retry(first.run(), List.of(), "test");
            Report report = site.over(engine, first.run());

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(repository.show("stretto/" + report.run(), "list.txt")).isEqualTo("1\nboth\n3");
            nothingIsLeft();
        }
    }

    @Test
    void a_resolver_whose_engine_ends_is_taken_up_and_not_repeated() throws Exception {
        String run = leave(waiting(RESOLVE));

        try (StrettoEngine engine = site.open()) {
            site.letGo("resolver");
            Report report = site.over(engine, run);

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(site.count("resolver")).isEqualTo(1);
            assertThat(repository.show("stretto/" + run, "list.txt")).isEqualTo("1\nboth\n3");
            nothingIsLeft();
        }
    }

    @Test
    void one_that_is_gone_without_a_trace_is_repeated_from_the_beginning_and_what_it_left_is_kept() throws Exception {
        String run =
                leave(resolver("cat list.txt; echo half > half.txt; " + waitingScript(RESOLVE + "test ! -e half.txt")));
        kill(run);
        site.letGo("resolver");

        try (StrettoEngine engine = site.open()) {
            Report report = site.over(engine, run);

            assertThat(report.synthesis().resolutions().getFirst().refusal())
                    .as("the second one finds its own file, and fails no earlier")
                    .startsWith("the resolver failed: exit code 1");
            assertThat(site.count("resolver")).isEqualTo(2);
            assertThat(repository
                            .git("for-each-ref", "--format=%(refname)", "refs/stretto-attempts")
                            .lines())
                    .hasSize(2)
                    .allSatisfy(
                            ref -> assertThat(repository.show(ref, "half.txt")).isEqualTo("half"));
            nothingIsLeft();
        }
    }

    @Test
    void a_function_that_ended_with_its_engine_is_called_again() throws Exception {
        String run;
        CountDownLatch begun = new CountDownLatch(1);
        try (StrettoEngine engine = site.open(Map.of("resolve", call -> {
            Files.writeString(call.directory().resolve("list.txt"), "half\n");
            begun.countDown();
            new CountDownLatch(1).await();
            return new FunctionResult("never", null);
        }))) {
            run = Site.start(engine, repository.plan("resolve"));
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }

        try (StrettoEngine engine = site.open(Map.of("resolve", call -> {
            Files.writeString(call.directory().resolve("list.txt"), "attempt " + call.attempt() + "\n");
            return new FunctionResult("done", null);
        }))) {
            Report report = site.over(engine, run);

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(repository.show("stretto/" + run, "list.txt")).isEqualTo("attempt 2");
        }
    }

    @Test
    void one_whose_output_can_not_be_stored_stops_the_run_and_is_not_repeated() throws Exception {
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, repository.plan(waiting(RESOLVE)));
            site.awaitBegun("resolver");
            Path artifacts = site.data().artifacts();
            Files.move(artifacts, artifacts.resolveSibling("kept"));
            Files.createFile(artifacts);
            CompletableFuture<String> stopped = CompletableFuture.supplyAsync(() -> whyStopped(engine, run));
            site.letGo("resolver");
            assertThat(stopped.get(60, TimeUnit.SECONDS)).contains("the output of the resolver of task 'b'");

            Files.delete(artifacts);
            Files.move(artifacts.resolveSibling("kept"), artifacts);
            engine.resume();
            Report report = site.over(engine, run);

            assertThat(report.status()).as(report.toString()).isEqualTo(RunStatus.COMPLETED);
            assertThat(site.count("resolver")).isEqualTo(1);
            nothingIsLeft();
        }
    }

    private static String whyStopped(StrettoEngine engine, String run) {
        try {
            return Site.whyStopped(engine, run);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_resolver_of_a_cancelled_run_is_stopped_and_what_it_left_is_kept() throws Exception {
        try (StrettoEngine engine = site.open()) {
            String run =
                    Site.start(engine, repository.plan(resolver("echo half > list.txt; " + waitingScript("true"))));
            site.awaitBegun("resolver");

            engine.cancel(run, "test");
            Report report = site.over(engine, run);

            assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
            RunEvent.ResolutionRefused refused =
                    site.events(run, RunEvent.ResolutionRefused.class).getFirst();
            assertThat(refused.reason()).startsWith("the resolver was stopped: cancelled");
            assertThat(refused.by().outcome().failure().kind()).isEqualTo(Failure.Kind.CANCELLED);
            assertThat(repository.show(refused.by().commit(), "list.txt")).isEqualTo("half");
            nothingIsLeft();
        }
    }

    private Report run(Resolver resolver) throws Exception {
        try (StrettoEngine engine = site.open()) {
            return site.over(engine, Site.start(engine, repository.plan(resolver)));
        }
    }

    /** Nothing is lost: the others are merged, the task is on its branch, and what the resolver left is kept. */
    private Report refused(Resolver resolver, String reason) throws Exception {
        Report report = run(resolver);

        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        Report.Resolved refused = report.synthesis().resolutions().getFirst();
        assertThat(refused.taken()).isFalse();
        assertThat(refused.task()).isEqualTo("b");
        assertThat(refused.refusal()).startsWith(reason).contains("stretto retry " + report.run());
        assertThat(report.synthesis().integration().merged()).containsExactly("a", "c");
        assertThat(report.synthesis().integration().left()).containsExactly("b");
        assertThat(repository.show("stretto/" + report.run() + "/b", "list.txt"))
                .isEqualTo("1\nright\n3");
        String kept = repository.git("for-each-ref", "--format=%(objectname)", "refs/stretto-attempts");
        String soFar = repository.git("rev-parse", "stretto/" + report.run());
        assertThat(refused.commit()).isEqualTo(kept.isEmpty() ? soFar : kept);
        nothingIsLeft();
        return report;
    }

    private Resolver resolver(String script) {
        return resolver(script, Plans.LONG, null);
    }

    private static Resolver resolver(String script, Duration timeout, @Nullable Duration idle) {
        return new Resolver(Conflicting.shell(script), timeout, idle);
    }

    private Resolver waiting(String then) {
        return resolver(waitingScript(then));
    }

    private String waitingScript(String then) {
        return site.waitingScript("resolver", then);
    }

    /** Starts a run, and closes the engine while its resolver is at work. */
    private String leave(Resolver resolver) throws Exception {
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, repository.plan(resolver));
            site.awaitBegun("resolver");
            return run;
        }
    }

    private void kill(String run) throws Exception {
        Path file = site.data().attempts().resolve(run).resolve("_resolution/1-b/process");
        ProcessHandle leader = ProcessHandle.of(
                        Long.parseLong(Files.readString(file).split(" ", 2)[0]))
                .orElseThrow();
        List<ProcessHandle> all = leader.descendants().toList();
        leader.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        leader.onExit().get(60, TimeUnit.SECONDS);
    }

    private void nothingIsLeft() throws Exception {
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(site.data().workspaces()).isEmptyDirectory();
    }
}
