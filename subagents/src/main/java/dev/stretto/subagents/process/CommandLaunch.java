package dev.stretto.subagents.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Checks a command, writes what its attempt needs, and starts it. */
final class CommandLaunch {
    /** The script's exit code when it could not say who it is, or another's had done so already. */
    static final int NOT_STARTED = 125;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TRIES_EVERY = Duration.ofMillis(200);

    private CommandLaunch() {}

    /** Everything that can be found wrong is found before a process is started. */
    static ProcessBuilder prepare(
            List<String> words, Map<String, String> environment, Path directory, AttemptFiles files, String cookie)
            throws SubagentStartException {
        CommandWords.check(words);
        if (!Files.isDirectory(directory)) {
            throw new SubagentStartException("there is no working directory " + directory);
        }
        Path setsid = Executables.ofSystem("setsid")
                .orElseThrow(() -> new SubagentStartException("setsid is missing, which every subagent is started with:"
                        + " install util-linux, or put it on the PATH"));
        ProcessBuilder builder =
                new ProcessBuilder(setsid.toString(), "/bin/sh", files.script().toString());
        AttemptEnvironment.prepare(builder.environment(), environment, directory, cookie);
        String program = Executables.find(
                words.getFirst(), directory, builder.environment().get("PATH"));
        writeScript(Stream.concat(Stream.of(program), words.stream().skip(1)).toList(), files);
        return builder.directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.stdout().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(files.stderr().toFile()));
    }

    /** A machine that has no process or no memory left at the moment may have again in the next. */
    static Process start(ProcessBuilder builder) throws SubagentStartException {
        long since = System.nanoTime();
        while (true) {
            try {
                return builder.start();
            } catch (IOException e) {
                if (!machineIsFull(e) || System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw new SubagentStartException("the command could not be started: " + inWords(e));
                }
                LockSupport.parkNanos(TRIES_EVERY.toNanos());
            }
        }
    }

    private static void writeScript(List<String> words, AttemptFiles files) throws SubagentStartException {
        if (!(StartRecord.read(files.process()) instanceof StartRecord.Nothing)) {
            throw new SubagentStartException("this attempt was started before, as " + files.process() + " says");
        }
        try {
            Files.createDirectories(files.directory());
            Files.write(files.script(), AttemptScript.of(words).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw SubagentStartException.notWritten(files.directory(), e);
        }
    }

    private static boolean machineIsFull(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        return message.contains("error=11,") || message.contains("error=12,");
    }

    private static String inWords(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (machineIsFull(e)) {
            return "the machine has no process or no memory left for it (" + message + ")";
        }
        if (message.contains("error=7,")) {
            return "its environment is too long (" + message + ")";
        }
        return message.contains("error=24,") ? "too many files are open (" + message + ")" : message;
    }
}
