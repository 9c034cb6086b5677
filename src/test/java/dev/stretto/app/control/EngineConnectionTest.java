package dev.stretto.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.actors.EngineSettings;
import dev.stretto.actors.RunIds;
import dev.stretto.app.control.Between.Trouble;
import dev.stretto.app.testing.Eventually;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EmbeddedJournal;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.SqliteEventLog;
import dev.stretto.subagents.process.MaxCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineConnectionTest {
    @TempDir
    Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private DataDirectory data;
    private Path counted;

    /** What can be asked of an engine about a run that is over. */
    enum Asked {
        CANCEL {
            @Override
            boolean refused(EngineConnection engine, String run) throws Exception {
                return engine.cancel(run, null, "test") instanceof CommandResult.Rejected;
            }
        },
        RETRY {
            @Override
            boolean refused(EngineConnection engine, String run) throws Exception {
                return engine.retry(run, List.of(), "test") instanceof CommandResult.Rejected;
            }
        },
        RESUME {
            @Override
            boolean refused(EngineConnection engine, String run) throws Exception {
                return engine.resume().isEmpty();
            }
        };

        abstract boolean refused(EngineConnection engine, String run) throws Exception;
    }

    @BeforeEach
    void begin() throws Exception {
        data = new DataDirectory(folder.resolve("data"));
        data.create();
        counted = Files.createFile(folder.resolve("counted"));
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"NO_ANSWER", "NO_REQUEST"})
    void a_run_is_started_once_though_the_connection_breaks_while_it_is_asked_for(Trouble trouble) throws Exception {
        closedInTheEnd(open());
        closedInTheEnd(new Between(data, trouble));
        try (EngineConnection engine = EngineConnection.here(data)) {
            assertThat(engine.hosted()).isFalse();

            String run = engine.start(plan(), "test");

            awaitCompleted(run);
            assertThat(runs()).containsExactly(run);
            assertThat(Files.readAllLines(counted)).hasSize(1);
        }
    }

    @Test
    void a_run_that_is_asked_for_again_is_answered_with_and_not_started_again() throws Exception {
        try (HostedEngine hosted = open();
                EngineHandle engine = RemoteEngine.connect(data).orElseThrow()) {
            String run = RunIds.next(Instant.now());

            assertThat(engine.start(run, plan(), "test")).isEqualTo(run);
            assertThat(engine.start(run, plan(), "test")).isEqualTo(run);
            awaitCompleted(run);
            assertThat(engine.start(run, plan(), "test")).isEqualTo(run);

            hosted.awaitIdle();
            assertThat(runs()).containsExactly(run);
            assertThat(Files.readAllLines(counted)).hasSize(1);
        }
    }

    @Test
    void an_id_that_could_not_be_one_of_a_run_is_refused() throws Exception {
        closedInTheEnd(open());
        try (EngineHandle engine = RemoteEngine.connect(data).orElseThrow()) {
            assertThatThrownBy(() -> engine.start("../../elsewhere", plan(), "test"))
                    .isInstanceOf(EngineError.class)
                    .hasMessageContaining("not the id of a run");
            assertThat(runs()).isEmpty();
        }
    }

    @Test
    void that_a_run_was_not_started_is_said_if_the_log_does_not_have_it_and_nobody_answers() throws Exception {
        EmbeddedJournal.create(data.journal());
        closedInTheEnd(data.tryLock().orElseThrow());
        closedInTheEnd(new Between(data, Trouble.NO_REQUEST, Trouble.NO_REQUEST));
        try (EngineConnection engine = EngineConnection.here(data)) {
            assertThatThrownBy(() -> engine.start(plan(), "test"))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageStartingWith("the run was not started: the engine that holds " + data.root());
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_an_engine_that_is_about_to_end_has_not_taken_is_asked_of_the_next_one(Asked asked) throws Exception {
        String run = completed();
        closedInTheEnd(new Between(data, Trouble.CLOSING));
        try (EngineConnection engine = EngineConnection.here(data)) {
            assertThat(engine.hosted()).isFalse();

            assertThat(asked.refused(engine, run)).isTrue();

            assertThat(engine.hosted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_comes_after_the_engine_has_ended_is_asked_of_the_next_one(Asked asked) throws Exception {
        String run = completed();
        HostedEngine ending = open();
        try (EngineConnection engine = EngineConnection.here(data)) {
            ending.close();

            assertThat(asked.refused(engine, run)).isTrue();

            assertThat(engine.hosted()).isTrue();
        }
    }

    @Test
    void why_attempts_wait_is_heard_from_another_process_for_as_long_as_they_do() throws Exception {
        Path go = folder.resolve("go");
        SubagentSpec waiting = new SubagentSpec.Command(
                List.of("sh", "-c", "until [ -e " + go + " ]; do sleep 0.02; done; echo x >> " + counted));
        closedInTheEnd(HostedEngine.open(
                EngineSettings.of(data.root()).withMaxCommands(new MaxCommands(1, "there is one processor"))));
        try (EngineConnection engine = EngineConnection.here(data)) {
            assertThat(engine.hosted()).isFalse();
            String run = engine.start(
                    Plan.of(
                            "two",
                            List.of(
                                    Task.of("a", waiting).build(),
                                    Task.of("b", waiting).build())),
                    "test");

            Eventually.holds(
                    () -> engine.looksAfter(run) && engine.whyAttemptsWait().isPresent(), () -> "nothing is said");
            assertThat(engine.whyAttemptsWait())
                    .hasValueSatisfying(why -> assertThat(why).contains("there is one processor"));
            assertThat(Engines.look(data, run)).contains(new Engines.Seen(engine.whyAttemptsWait()));
            Files.createFile(go);
            awaitCompleted(run);

            assertThat(engine.looksAfter(run)).isTrue();
            assertThat(engine.whyAttemptsWait()).isEmpty();
        }
    }

    private void closedInTheEnd(AutoCloseable it) {
        opened.push(it);
    }

    private HostedEngine open() throws Exception {
        return HostedEngine.open(EngineSettings.of(data.root()));
    }

    private String completed() throws Exception {
        try (EngineConnection engine = EngineConnection.here(data)) {
            String run = engine.start(plan(), "test");
            engine.awaitCleanedUp(run);
            return run;
        }
    }

    private Plan plan() {
        SubagentSpec counting = new SubagentSpec.Command(List.of("sh", "-c", "echo x >> " + counted));
        return Plan.of("counting", List.of(Task.of("count", counting).build()));
    }

    private List<String> runs() throws Exception {
        try (EventLog logs = SqliteEventLog.open(data.journal())) {
            return logs.runs();
        }
    }

    private void awaitCompleted(String run) throws Exception {
        try (EventLog logs = SqliteEventLog.open(data.journal())) {
            Eventually.holds(
                    () -> logs.report(run).status() == RunStatus.COMPLETED,
                    () -> logs.report(run).toString());
        }
    }
}
