package dev.stretto.subagents.process;

import dev.stretto.subagents.overlay.WorkPlace;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Checks a command, writes what its attempt needs, and starts it. */
final class CommandLaunch {
    /** The script's exit code when it could not say who it is, or another's had done so already. */
    static final int NOT_STARTED = 125;
    /** The exit code if the overlay could not be mounted. */
    static final int NOT_MOUNTED = 124;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TRIES_EVERY = Duration.ofMillis(200);

    private static final String NOTHING = "/dev/null";
    /** What is opened to start a process: three for its input and output, two pipes, and one for its helper to load itself. */
    private static final int FILES_TO_START = 8;

    private CommandLaunch() {}

    /** Everything that can be found wrong is found before a process is started. */
    static ProcessBuilder prepare(
            List<String> words, Map<String, String> environment, WorkPlace place, AttemptFiles files, String cookie)
            throws SubagentStartException {
        CommandWords.check(words);
        Path directory = place.directory();
        if (!Files.isDirectory(directory)) {
            throw new SubagentStartException("there is no working directory " + directory);
        }
        Path setsid = Executables.ofSystem("setsid")
                .orElseThrow(() -> new SubagentStartException("setsid is missing, which every subagent is started with:"
                        + " install util-linux, or put it on the PATH"));
        List<String> started = new ArrayList<>(List.of(setsid.toString()));
        started.addAll(mounting(place));
        started.addAll(List.of("/bin/sh", files.script().toString()));
        ProcessBuilder builder = new ProcessBuilder(started);
        AttemptEnvironment.prepare(builder.environment(), environment, directory, cookie);
        String program = Executables.find(
                words.getFirst(),
                directory,
                place::stored,
                builder.environment().get("PATH"));
        writeScript(Stream.concat(Stream.of(program), words.stream().skip(1)).toList(), files);
        return builder.directory(place.startsIn().toFile())
                .redirectInput(new File(NOTHING))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.stdout().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(files.stderr().toFile()));
    }

    private static List<String> mounting(WorkPlace place) throws SubagentStartException {
        try {
            return place.words();
        } catch (IOException e) {
            throw new SubagentStartException("the command could not be started: " + e.getMessage());
        }
    }

    /**
     * A machine that has no process, no memory or no file left at the moment may have again in the next.
     *
     * @param givenUp true once it is not worth waiting for any more; nor is it if the thread is interrupted
     */
    static Process start(ProcessBuilder builder, BooleanSupplier givenUp) throws SubagentStartException {
        long since = System.nanoTime();
        while (true) {
            try {
                checkFilesLeft();
                return builder.start();
            } catch (IOException e) {
                StartError error = StartError.of(e);
                boolean waits = error.machineIsFull() && System.nanoTime() - since <= PATIENCE.toNanos();
                if (waits) {
                    LockSupport.parkNanos(TRIES_EVERY.toNanos());
                }
                if (!waits || givenUp.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    String message = "the command could not be started: " + error.inWords();
                    throw error.machineIsFull()
                            ? SubagentStartException.machineFull(message)
                            : new SubagentStartException(message);
                }
            }
        }
    }

    /** A JDK that runs out of files in the middle of a start leaves some open, and closes standard input, or what has its number. */
    private static void checkFilesLeft() throws IOException {
        List<FileInputStream> opened = new ArrayList<>(FILES_TO_START);
        try {
            while (opened.size() < FILES_TO_START) {
                opened.add(new FileInputStream(NOTHING));
            }
        } finally {
            for (FileInputStream file : opened) {
                file.close();
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
}
