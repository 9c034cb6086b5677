package dev.stretto.app.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts {@code ./stretto} as a process, in a folder of the test's own. */
public final class Stretto {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 120;

    private final Path directory;

    public Stretto(Path directory) {
        this.directory = directory;
    }

    /** What a command came to. */
    public record Result(int exitCode, String out, String err) {

        /** Standard output as the one JSON document that it has to be. */
        public JsonNode json() {
            try {
                return JSON.reader().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + out + "\nstandard error: " + err, e);
            }
        }

        /** Standard output as JSON lines. */
        public List<JsonNode> jsonLines() {
            return out.lines().map(line -> new Result(0, line, "").json()).toList();
        }
    }

    /** A command that has been started. */
    public static final class Running {
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        /** The process, to send signals to. */
        public Process process() {
            return process;
        }

        /** What it has printed so far. */
        public String out() throws IOException {
            return Files.readString(out);
        }

        /** What it has said beside that so far. */
        public String err() throws IOException {
            return Files.readString(err);
        }

        /** Waits for its end. */
        public Result await() throws Exception {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("stretto did not end; it printed " + out() + Files.readString(err));
            }
            return new Result(process.exitValue(), out(), Files.readString(err));
        }
    }

    /** A run that comes to its end leaves its classes for faster starts of all others: those that are killed leave none. */
    private static final class FirstRun {
        static final int EXIT_CODE = execute();

        private static int execute() {
            try {
                Path folder = Files.createTempDirectory("stretto-first");
                folder.toFile().deleteOnExit();
                Stretto stretto = new Stretto(folder);
                String plan = stretto.plan("{ version: 1, tasks: [{ id: first, subagent: { command: [\"true\"] } }] }");
                return stretto.begin(Map.of(), "run", "--quiet", plan).await().exitCode();
            } catch (Exception e) {
                throw new IllegalStateException("not even a run that nobody disturbs completes", e);
            }
        }
    }

    /** Carries a command out. */
    public Result run(String... arguments) throws Exception {
        return start(Map.of(), arguments).await();
    }

    /** Starts a command. */
    public Running start(Map<String, String> environment, String... arguments) throws IOException {
        if (FirstRun.EXIT_CODE != 0) {
            throw new IllegalStateException("the first run of all ended with " + FirstRun.EXIT_CODE);
        }
        return begin(environment, arguments);
    }

    private Running begin(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of("..", "stretto").toAbsolutePath().normalize().toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("stretto", ".out");
        Path err = Files.createTempFile("stretto", ".err");
        out.toFile().deleteOnExit();
        err.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STRETTO_"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** Writes a plan into the folder and answers its name. */
    public String plan(String text) throws IOException {
        Path file = Files.createTempFile(directory, "plan", ".yaml");
        Files.writeString(file, text);
        return file.getFileName().toString();
    }
}
