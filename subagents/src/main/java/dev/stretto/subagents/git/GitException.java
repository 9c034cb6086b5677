package dev.stretto.subagents.git;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A git command that failed, could not be started or did not end in time. The message says so in words. */
public final class GitException extends Exception {
    private final List<String> command;
    private final @Nullable Integer exitCode;
    private final String stderr;

    private GitException(
            String message,
            List<String> command,
            @Nullable Integer exitCode,
            String stderr,
            @Nullable Throwable cause) {
        super(message, cause);
        this.command = List.copyOf(command);
        this.exitCode = exitCode;
        this.stderr = stderr;
    }

    public static GitException failed(Path directory, List<String> command, int exitCode, String stderr) {
        // The first paragraph: what follows is advice for someone at a terminal.
        String said = stderr.strip().split("\n\n", 2)[0].replaceFirst("[.]$", "");
        String why = said.isEmpty() ? "it printed nothing about why" : said;
        String message =
                "'git " + String.join(" ", command) + "' in " + directory + " ended with " + exitCode + ": " + why;
        return new GitException(message, command, exitCode, stderr, null);
    }

    public static GitException notEnded(Path directory, List<String> command, String why, @Nullable Throwable cause) {
        String message = "'git " + String.join(" ", command) + "' in " + directory + " " + why;
        return new GitException(message, command, null, "", cause);
    }

    /** The words after {@code git}, without the options that every call gets. */
    public List<String> command() {
        return command;
    }

    /** What it ended with; empty if it could not be started or did not end in time. */
    public OptionalInt exitCode() {
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** What it printed on stderr; empty if nothing. */
    public String stderr() {
        return stderr;
    }
}
