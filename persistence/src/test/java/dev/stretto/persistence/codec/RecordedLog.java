package dev.stretto.persistence.codec;

import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.Todo;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.export.LogExport;
import dev.stretto.persistence.samples.ScriptedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A log in {@code test-fixtures/recorded-logs}, with what it led to when it was recorded. It is never recorded again. */
record RecordedLog(Path folder) {
    private static final Path ALL = Path.of("..", "test-fixtures", "recorded-logs");

    static RecordedLog named(String name) {
        return new RecordedLog(ALL.resolve(name));
    }

    static List<RecordedLog> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(RecordedLog::new)
                    .toList();
        }
    }

    /** Records a run, and what its log leads to now. */
    void record(ScriptedRun run, ArtifactStore artifacts) throws IOException, UnknownRunException {
        RecordedLog fresh = new RecordedLog(Files.createTempDirectory(ALL, "recording"));
        LogExport.write(fresh.log(), run.run(), run.rows(), artifacts);
        Files.write(fresh.report(), reportOf(Replay.fold(run.run(), LogPlace.UNKNOWN, run.rows())));
        Files.write(fresh.states(), statesOf(run.log()));
        Files.move(fresh.folder(), folder);
    }

    boolean exists() {
        return Files.exists(folder);
    }

    Path log() {
        return folder.resolve("log.jsonl");
    }

    Path report() {
        return folder.resolve("report.json");
    }

    /** The todos after each event. */
    Path states() {
        return folder.resolve("todos.txt");
    }

    LogPlace place() {
        return new LogPlace(log().toString(), null, null);
    }

    static byte[] reportOf(FoldedRun run) throws UnknownRunException, IOException {
        return StrettoJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(Replay.report(run));
    }

    static List<String> statesOf(List<LogEntry> log) {
        List<String> states = new ArrayList<>();
        RunState state = RunState.initial();
        for (LogEntry entry : log) {
            state = state.evolve(entry.event());
            states.add(entry.sequence() + " " + entry.type() + ": "
                    + state.started().map(StartedRun::todos).orElse(List.of()).stream()
                            .map(RecordedLog::state)
                            .collect(Collectors.joining(", ")));
        }
        return states;
    }

    private static String state(Todo todo) {
        return todo.content() + " " + todo.status();
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
