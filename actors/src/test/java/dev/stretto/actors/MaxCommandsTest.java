package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.fixtures.Watched;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.process.MaxCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MaxCommandsTest {
    private static final MaxCommands FOR_TWO = new MaxCommands(2, "the kernel allows 8 processes");

    @TempDir
    Path folder;

    @Test
    void more_commands_than_the_machine_has_room_for_wait_for_their_turn_and_none_fails() throws Exception {
        Path noted = Files.createFile(folder.resolve("noted"));
        // A line is written at once.
        String script = "echo + >> " + noted + "; sleep 0.05; echo - >> " + noted;
        Plan plan = plan(20, "sh", "-c", script);

        try (StrettoEngine engine = open()) {
            String run = engine.start(plan, "test");
            engine.whenFinished(run).toCompletableFuture().get(60, TimeUnit.SECONDS);

            Report report = report(run);
            assertThat(report.status()).as("%s", report.tasks()).isEqualTo(RunStatus.COMPLETED);
            assertThat(mostAtWork(noted)).isEqualTo(2);
            assertThat(engine.whyAttemptsWait()).isEmpty();
        }
    }

    @Test
    void why_they_wait_is_said_and_those_that_wait_are_cancelled_without_being_started() throws Exception {
        Path started = Files.createDirectory(folder.resolve("started"));
        Plan plan = plan(10, "sh", "-c", count(started) + "sleep 600");

        try (StrettoEngine engine = open()) {
            String run = engine.start(plan, "test");
            Watched.awaitExists(started.resolve("2"));
            assertThat(engine.whyAttemptsWait())
                    .hasValueSatisfying(why ->
                            assertThat(why).startsWith("at most 2 attempts are at work at a time, since the kernel"));

            engine.cancel(run, "test");
            engine.whenFinished(run).toCompletableFuture().get(60, TimeUnit.SECONDS);

            Report report = report(run);
            assertThat(report.tasks()).allMatch(task -> task.status() == TodoStatus.CANCELLED);
            assertThat(started.resolve("3")).doesNotExist();
        }
    }

    @Test
    void what_is_taken_up_at_work_does_not_wait() throws Exception {
        Path started = Files.createDirectory(folder.resolve("started"));
        Path go = folder.resolve("go");
        Plan plan = plan(3, "sh", "-c", count(started) + "while [ ! -e " + go + " ]; do sleep 0.02; done");
        String run;
        try (StrettoEngine engine = StrettoEngine.open(settings().withMaxCommands(new MaxCommands(3, "three")))) {
            run = engine.start(plan, "test");
            Watched.awaitExists(started.resolve("3"));
        }

        try (StrettoEngine engine = StrettoEngine.open(settings().withMaxCommands(new MaxCommands(1, "one")))) {
            engine.resume();
            Files.createFile(go);
            engine.whenFinished(run).toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(report(run).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report(run).tasks()).allMatch(task -> task.attempts() == 1);
            assertThat(started.resolve("4")).doesNotExist();
        }
    }

    @Test
    void an_engine_that_closes_starts_nothing_more_in_the_place_of_what_it_lets_go() throws Exception {
        Path started = Files.createDirectory(folder.resolve("started"));
        Plan plan = plan(9, "sh", "-c", count(started) + "sleep 600");
        String run;
        try (StrettoEngine engine = open()) {
            run = engine.start(plan, "test");
            Watched.awaitExists(started.resolve("2"));
        }

        try (Stream<Path> files = Files.walk(folder.resolve("data/attempts"))) {
            assertThat(files.filter(file -> file.endsWith("process"))).hasSize(2);
        }
        try (StrettoEngine engine = StrettoEngine.open(settings())) {
            engine.cancel(run, "test");
            engine.whenFinished(run).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(report(run).tasks()).allMatch(task -> task.status() == TodoStatus.CANCELLED);
        }
    }

    private StrettoEngine open() throws Exception {
        return StrettoEngine.open(settings().withMaxCommands(FOR_TWO));
    }

    private EngineSettings settings() {
        return EngineSettings.of(folder.resolve("data")).withGrace(Duration.ofMillis(200));
    }

    private Report report(String run) throws Exception {
        try (EventLog logs = SqliteEventLog.open(folder.resolve("data/journal.db"))) {
            return logs.report(run);
        }
    }

    private static Plan plan(int tasks, String... words) {
        return Plans.of(IntStream.range(0, tasks)
                .mapToObj(index -> Plans.command("t" + index, Plans.LONG, null, words))
                .toArray(Task[]::new));
    }

    /** Makes the folder 1, the next time 2, and so on. */
    private static String count(Path folder) {
        return "for n in 1 2 3 4 5 6 7 8 9; do mkdir " + folder + "/$n 2>/dev/null && break; done; ";
    }

    private static int mostAtWork(Path noted) throws IOException {
        int atWork = 0;
        int most = 0;
        for (String line : Files.readAllLines(noted)) {
            atWork += line.equals("+") ? 1 : -1;
            most = Math.max(most, atWork);
        }
        return most;
    }
}
