package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.audit.RunList;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.EngineLock;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.Retention;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that was recorded once, and is never recorded again, can still be used: with one run that is over, and one open. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedDirectoryTest {
    private static final Path RECORDED = Path.of("..", "test-fixtures", "recorded-directories", "1");
    private static final String FUNCTION = "work";

    @TempDir
    Path folder;

    private DataDirectory data;

    @BeforeEach
    void copy() throws Exception {
        data = new DataDirectory(folder.resolve("data"));
        if (Files.isDirectory(RECORDED)) {
            copy(RECORDED, data.root());
        }
    }

    @Test
    void its_runs_are_listed() throws Exception {
        data.checkFormat();

        assertThat(listed()).extracting(RunList.Listed::problem).containsOnlyNulls();
        assertThat(listed())
                .extracting(run -> run.summary().plan(), run -> run.summary().status())
                .containsExactly(tuple("open", RunStatus.RUNNING), tuple("over", RunStatus.COMPLETED));
    }

    @Test
    void its_logs_are_whole() throws Exception {
        for (RunList.Listed run : listed()) {
            checkWhole(run.run());
        }
    }

    @Test
    void its_open_run_is_resumed() throws Exception {
        String run = listed().getFirst().run();

        try (StrettoEngine engine = engine(data, call -> new FunctionResult("done", null))) {
            assertThat(engine.resume()).containsExactly(run);
            engine.whenFinished(run).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }

        assertThat(listed()).extracting(known -> known.summary().status()).containsOnly(RunStatus.COMPLETED);
        assertThat(listed())
                .extracting(known -> known.summary().node())
                .containsOnly(Files.readString(RECORDED.resolve("node")).strip());
        checkWhole(run);
    }

    @Test
    @EnabledIfSystemProperty(named = "stretto.record", matches = "true")
    void it_is_recorded_if_it_is_not_there() throws Exception {
        assertThat(RECORDED).doesNotExist();
        DataDirectory fresh = new DataDirectory(folder.resolve("fresh"));
        CountDownLatch called = new CountDownLatch(1);
        try (StrettoEngine engine = engine(fresh, call -> {
            if (call.task().equals("slow")) {
                called.countDown();
                new CountDownLatch(1).await();
            }
            return new FunctionResult("did " + call.task(), null);
        })) {
            String over = engine.start(plan("over", "quick", "simple"), "recorder");
            engine.whenFinished(over).toCompletableFuture().get(60, TimeUnit.SECONDS);
            engine.start(plan("open", "quick", "slow"), "recorder");
            called.await();
        }
        try (EngineLock lock = fresh.tryLock().orElseThrow();
                Retention retention = Retention.open(fresh, lock)) {
            retention.compact(); // into one file
        }
        Files.delete(fresh.lock());
        copy(fresh.root(), RECORDED);
    }

    private static Plan plan(String name, String... tasks) {
        return Plan.of(
                name,
                Stream.of(tasks).map(task -> Plans.function(task, FUNCTION, 1)).toList());
    }

    private List<RunList.Listed> listed() throws Exception {
        try (RunList runs = RunList.open(data)) {
            return runs.newest(10).runs();
        }
    }

    private void checkWhole(String run) throws Exception {
        try (EventLog log = Stores.log(data);
                RunTable table = Stores.runs(data)) {
            assertThat(Audit.of(run, log.rows(run))
                            .with(Stores.artifacts(data))
                            .withRow(table.find(run))
                            .result()
                            .findings())
                    .isEmpty();
        }
    }

    private static StrettoEngine engine(DataDirectory directory, SubagentFunction function) throws Exception {
        return StrettoEngine.open(EngineSettings.of(directory.root()).withFunctions(Map.of(FUNCTION, function)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".db-"))
                    .toList()) {
                Path target = to.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }
}
