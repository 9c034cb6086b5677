package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The git program, called in a directory without a shell and with a cleaned environment: it never asks, runs no hooks,
 * signs nothing and leaves nothing running. Immutable; safe for any number of threads, of which a bounded number run a
 * command at a time.
 */
public final class Git {
    private record View(List<String> words, Path from) {}

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);
    private static final Semaphore PERMITS =
            new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), true);

    private final Path directory;
    private final Map<String, String> environment;
    private final byte[] stdin;
    private final Duration timeout;
    private final int kept;
    private final @Nullable View view;

    private Git(
            Path directory,
            Map<String, String> environment,
            byte[] stdin,
            Duration timeout,
            int kept,
            @Nullable View view) {
        this.view = view;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.stdin = stdin;
        this.timeout = timeout;
        this.kept = kept;
    }

    /** Git in this directory. */
    public static Git in(Path directory) {
        return new Git(directory, Map.of(), new byte[0], DEFAULT_TIMEOUT, Integer.MAX_VALUE, null);
    }

    /** Where its commands run. */
    public Path directory() {
        return directory;
    }

    /**
     * The same, whose commands see what others can't.
     *
     * @param words those before the command's own; they lead it into the directory
     * @param from where they are started
     */
    public Git seeing(List<String> words, Path from) {
        return new Git(directory, environment, stdin, timeout, kept, new View(words, from));
    }

    /** The same, whose commands see what everybody sees. */
    public Git seeingNothingElse() {
        return new Git(directory, environment, stdin, timeout, kept, null);
    }

    /** The same with one more environment variable. */
    public Git with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Git(directory, more, stdin, timeout, kept, view);
    }

    /** The same with this text, as UTF-8, on its stdin. */
    public Git fed(String text) {
        return fedBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with raw records on its stdin, a byte for each character, each ended by a NUL. */
    public Git fedRaw(List<String> records) {
        String text = String.join("\0", records) + "\0";
        return fedBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The same with these bytes on its stdin. */
    public Git fedBytes(byte[] input) {
        return new Git(directory, environment, input, timeout, kept, view);
    }

    /** The same with another limit on how long a command may take; the default is 15 minutes. */
    public Git within(Duration limit) {
        return new Git(directory, environment, stdin, limit, kept, view);
    }

    /** The same, of whose stdout no more than the first so many bytes are kept. */
    Git keeping(int bytes) {
        return new Git(directory, environment, stdin, timeout, bytes, view);
    }

    /** Runs a command that has to succeed and gives the one line that it printed. */
    public String line(String... words) throws GitException {
        return run(words).line();
    }

    /** Runs a command that has to succeed. */
    public GitOutput run(String... words) throws GitException {
        GitOutput output = attempt(words);
        if (!output.succeeded()) {
            throw GitException.failed(directory, List.of(words), output.exitCode(), output.stderr());
        }
        return output;
    }

    /** Runs a command whose exit code is an answer. */
    public GitOutput attempt(String... words) throws GitException {
        List<String> command = List.of(words);
        if (!Files.isDirectory(directory)) {
            throw GitException.notEnded(directory, command, "could not be started: there is no such directory", null);
        }
        boolean admitted = false;
        try {
            PERMITS.acquire();
            admitted = true;
            return new GitProcess(start(command), stdin, timeout, kept).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitException.notEnded(directory, command, "was interrupted", e);
        } catch (GitProcess.NotEnded e) {
            throw GitException.notEnded(directory, command, e.getMessage(), null);
        } catch (IOException e) {
            throw GitException.notEnded(directory, command, "could not be run: " + e.getMessage(), e);
        } finally {
            if (admitted) {
                PERMITS.release();
            }
        }
    }

    private Process start(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(view == null ? List.of() : view.words());
        words.add("git");
        words.addAll(GitEnvironment.OPTIONS);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).directory((view == null ? directory : view.from()).toFile());
        GitEnvironment.clean(builder.environment());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
