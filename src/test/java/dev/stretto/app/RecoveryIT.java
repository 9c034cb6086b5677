package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Eventually;
import dev.stretto.app.testing.Processes;
import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Kills engines while subagents are at work, and shows that nothing is lost and nothing is paid twice. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecoveryIT extends KilledEngine {
    private static final int MANY = 200;
    /** In seconds: none must just be ending when it is killed. */
    private static final int LONG_ENOUGH_TO_KILL_THEM = 10;

    @Test
    void two_hundred_subagents_that_are_at_work_while_the_engine_is_killed_are_watched_again() throws Exception {
        String run = killWithManyAtWork(3);

        Result resumed = stretto.run("resume", "--json");

        checkThatAllCompleted(run, resumed, Set.of());
    }

    @Test
    void two_hundred_subagents_that_end_while_there_is_no_engine_are_collected() throws Exception {
        String run = killWithManyAtWork(3);
        Eventually.holds(() -> exited(run) == MANY, () -> exited(run) + " have ended");

        Result resumed = stretto.run("resume", "--json");

        checkThatAllCompleted(run, resumed, Set.of());
    }

    @Test
    void of_two_hundred_subagents_only_those_that_were_killed_with_the_engine_are_tried_again() throws Exception {
        String run = killWithManyAtWork(LONG_ENOUGH_TO_KILL_THEM);
        List<Long> groups = new ArrayList<>();
        Set<String> killed = new HashSet<>();
        for (int task = 0; task < MANY; task += 2) {
            groups.add(data.process(run, "t" + task, 1));
            killed.add("t" + task);
        }
        Processes.killGroups(groups);
        // One that was faster has ended, and is not to be repeated.
        killed.removeIf(task -> Files.exists(data.attempt(run, task, 1).exit()));
        assertThat(killed).isNotEmpty();

        Result resumed = stretto.run("resume", "--json");

        checkThatAllCompleted(run, resumed, killed);
    }

    @Test
    void a_second_run_resumes_that_of_a_dead_engine_as_well_and_does_not_wait_for_it() throws Exception {
        String first = killWithOneAtWork(gate());

        Result second = stretto.run("run", "--json", plan("- { id: quick, subagent: { command: [touch, q.txt] } }"));

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.json().at("/run").asText()).isNotEqualTo(first);
        assertThat(second.json().at("/status").asText()).isEqualTo("completed");
        assertThat(second.err()).contains("in the background");
        assertThat(data.report(first).status()).isEqualTo(RunStatus.RUNNING);
        open();
        checkThatItCompletesInTheBackground(first);
    }

    @Test
    void a_run_that_another_process_carries_out_is_resumed_when_that_is_killed() throws Exception {
        Running holder = stretto.start(Map.of(), "run", "--json", plan(task("holder", gate())));
        awaitBegun(1);
        Running follower = stretto.start(Map.of(), "run", "--json", plan(task("guest", gate())));
        awaitBegun(2);
        assertThat(data.engine()).contains(holder.process().pid());

        assertThat(data.killEngine()).isTrue();
        holder.await();
        Eventually.holds(
                () -> data.engine().equals(Optional.of(follower.process().pid())), () -> "nobody resumes the runs");
        open();
        Result followed = follower.await();

        assertThat(followed.exitCode()).as(followed.err()).isZero();
        assertThat(followed.json().at("/tasks/0/id").asText()).isEqualTo("guest");
        assertThat(followed.json().at("/tasks/0/attempts").asInt()).isEqualTo(1);
        assertThat(followed.err()).contains("taking it up");
        for (String run : data.runs()) {
            checkThatItCompletesInTheBackground(run);
        }
    }

    @Test
    void a_run_of_a_dead_engine_can_be_cancelled() throws Exception {
        String run = killWithOneAtWork("echo half > half.txt; " + gate());

        Result cancelled = stretto.run("cancel", run);

        assertThat(cancelled.exitCode()).as(cancelled.err()).isZero();
        checkThatItIsCancelled(run);
        assertThat(repository.git("show", data.report(run).tasks().getFirst().branch() + ":half.txt"))
                .isEqualTo("half");
    }

    @Test
    void a_run_that_was_left_while_it_was_being_cancelled_can_be_cancelled() throws Exception {
        Running running = stretto.start(
                Map.of(),
                "run",
                "--json",
                plan(task("stubborn", "trap : TERM; while :; do " + gate() + " || sleep 0.1; done")));
        awaitFollowed(running);
        Processes.signal("INT", running.process().pid());
        String run = data.runs().getFirst();
        Eventually.holds(
                () -> data.log(run).stream().anyMatch(entry -> entry.type().equals("run-cancel-requested")),
                () -> "it is not being cancelled");
        Processes.signal("INT", running.process().pid());
        assertThat(running.await().exitCode()).isEqualTo(3);
        assertThat(data.report(run).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(Processes.around(folder)).isNotEmpty();

        Result cancelled = stretto.run("cancel", run);

        assertThat(cancelled.exitCode()).as(cancelled.err()).isZero();
        checkThatItIsCancelled(run);
    }

    @Test
    void what_did_not_complete_is_tried_again_in_the_same_run_once_its_cause_is_gone() throws Exception {
        Path repaired = folder.resolve("repaired");
        String plan = plan("""
                - { id: good, subagent: { command: [sh, -c, 'echo good > good.txt'] } }
                - { id: bad, subagent: { command: [sh, -c, 'echo $STRETTO_ATTEMPT > bad.txt; test -e %1$s'] } }
                - { id: worse, subagent: { command: [sh, -c, 'echo worse > worse.txt; test -e %1$s'] } }
                - { id: last, needs: [bad], subagent: { command: [sh, -c, 'test -e bad.txt && echo last > last.txt'] } }
                """.formatted(repaired));
        Result first = stretto.run("run", "--json", plan);
        String run = first.json().at("/run").asText();
        assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
        Files.createFile(repaired);

        Result one = stretto.run("retry", run, "bad", "--json");
        Result all = stretto.run("retry", run, "--json");

        assertThat(one.exitCode()).as(one.err()).isEqualTo(1);
        assertThat(statuses(one.json()))
                .isEqualTo(Map.of("good", "completed", "bad", "completed", "worse", "failed", "last", "completed"));
        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.json().at("/run").asText()).isEqualTo(run);
        assertThat(data.runs()).containsExactly(run);
        assertThat(repository.git("ls-tree", "--name-only", "stretto/" + run).lines())
                .contains("good.txt", "bad.txt", "worse.txt", "last.txt");
        assertThat(repository.git("show", "stretto/" + run + ":bad.txt")).isEqualTo("2");
        assertThat(repository.git("show", "refs/stretto-attempts/" + run + "/bad/1:bad.txt"))
                .isEqualTo("1");
        assertThat(repository.git("show", "refs/stretto-attempts/" + run + "/worse/1:worse.txt"))
                .isEqualTo("worse");
        assertThat(data.findings(run)).isEmpty();
        checkThatNothingIsLeft();
    }

    @Test
    void a_run_whose_terminal_goes_away_is_carried_on_in_the_background() throws Exception {
        Running running = stretto.start(Map.of(), "run", "--json", plan(task("t", gate())));
        awaitFollowed(running);
        String run = data.runs().getFirst();

        Processes.signal("HUP", running.process().pid());
        Result left = running.await();

        assertThat(left.exitCode()).as(left.err()).isEqualTo(1);
        assertThat(left.err()).contains("in the background");
        assertThat(data.engine()).isPresent();
        open();
        checkThatItCompletesInTheBackground(run);
    }

    // --- what is done to engines and subagents ----------------------------------------------------

    private String killWithManyAtWork(int seconds) throws Exception {
        String tasks = IntStream.range(0, MANY).mapToObj(i -> "- id: t" + i).collect(Collectors.joining("\n"));
        String work = "echo $STRETTO_TASK $STRETTO_ATTEMPT >> %s; sleep %d; echo $STRETTO_TASK >> %s"
                .formatted(begun, seconds, ended);
        String plan = Files.writeString(folder.resolve("many.yaml"), """
                version: 1
                defaults: { subagent: { command: [sh, -c, '%s'] } }
                tasks:
                %s
                """.formatted(work, tasks.indent(2)))
                .toString();
        Running running = stretto.start(Map.of(), "run", "--json", plan);
        awaitBegun(MANY);
        assertThat(data.killEngine()).isTrue();
        assertThat(running.await().exitCode()).isEqualTo(137);
        return data.runs().getFirst();
    }

    /** Until it shows the run it can't be told anything about it. */
    private void awaitFollowed(Running running) throws Exception {
        awaitBegun(1);
        Eventually.holds(() -> running.err().contains("launched"), () -> "it shows nothing: " + running.err());
    }

    private long exited(String run) {
        return IntStream.range(0, MANY)
                .filter(task -> Files.exists(data.attempt(run, "t" + task, 1).exit()))
                .count();
    }

    // --- what has to hold -------------------------------------------------------------------------

    private void checkThatAllCompleted(String run, Result resumed, Set<String> repeated) throws Exception {
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.json().at("/runs")).hasSize(1);
        assertThat(resumed.json().at("/runs/0/run").asText()).isEqualTo(run);
        Report report = data.report(run);
        assertThat(report.tasks()).hasSize(MANY);
        assertThat(report.tasks()).allSatisfy(task -> {
            assertThat(task.status()).isEqualTo(TodoStatus.COMPLETED);
            assertThat(task.attempts()).isEqualTo(repeated.contains(task.id()) ? 2 : 1);
        });
        assertThat(Files.readAllLines(ended)).hasSize(MANY).doesNotHaveDuplicates();
        Set<String> begins = report.tasks().stream()
                .flatMap(task -> IntStream.rangeClosed(1, task.attempts()).mapToObj(n -> task.id() + " " + n))
                .collect(Collectors.toSet());
        assertThat(Files.readAllLines(begun)).containsExactlyInAnyOrderElementsOf(begins);
        assertThat(data.findings(run)).isEmpty();
        checkThatNothingIsLeft();
    }

    private void checkThatItIsCancelled(String run) throws Exception {
        assertThat(data.report(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(data.report(run).tasks().getFirst().status()).isEqualTo(TodoStatus.CANCELLED);
        assertThat(data.findings(run)).isEmpty();
        checkThatNothingIsLeft();
    }

    private void checkThatItCompletesInTheBackground(String run) throws Exception {
        JsonNode shown = stretto.run("show", run, "--watch", "--json").json();
        assertThat(shown.at("/status").asText()).isEqualTo("completed");
        assertThat(shown.at("/tasks/0/attempts").asInt()).isEqualTo(1);
        assertThat(data.findings(run)).isEmpty();
        checkThatNothingIsLeft();
    }

    private static Map<String, String> statuses(JsonNode report) {
        return StreamSupport.stream(report.at("/tasks").spliterator(), false)
                .collect(Collectors.toMap(
                        task -> task.at("/id").asText(),
                        task -> task.at("/status").asText()));
    }
}
