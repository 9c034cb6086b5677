package dev.stretto.subagents.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the JDK could not start a process. It says so in a text only, and every JDK in its own; the number in it is the system's,
 * and the same in all languages.
 *
 * @param reason what the system calls it
 * @param text the JDK's text, without its advice
 */
public record StartError(Reason reason, String text) {

    /** What is behind it, as far as Stretto makes a difference. */
    public enum Reason {
        /** What is handed to the process. */
        TOO_LONG,
        /** There is none left. */
        NO_PROCESS_OR_MEMORY,
        /** No more can be opened. */
        TOO_MANY_FILES,
        /** A file that the process is to read or write could not be opened: too many are open, or there is no room for it. */
        FILE_NOT_OPENED,
        /** Something else. */
        ANOTHER
    }

    /** {@code error=11, Resource …} up to JDK 21, {@code error: 11 (Resource …)} since. */
    private static final Pattern NUMBER = Pattern.compile("\\berror(?:=|: )(\\d+)\\b");

    /** The JDK's own helper was started, and had no file or no memory left to load itself with. */
    private static final Pattern HELPER_NOT_LOADED =
            Pattern.compile("Failed to exec spawn helper: pid: \\d+, exit (?:value|code): 127\\b");

    /** What an error of {@link ProcessBuilder#start} tells. */
    public static StartError of(IOException error) {
        // The outer text has folders in it, which may be called anything.
        Throwable inner = Objects.requireNonNullElse(error.getCause(), error);
        // The files that a process reads and writes are opened first, and that error has no number.
        Reason reason = inner instanceof FileNotFoundException ? Reason.FILE_NOT_OPENED : reason(firstLine(inner));
        return new StartError(reason, firstLine(error));
    }

    /** True if it may be otherwise in the next moment. */
    public boolean machineIsFull() {
        return switch (reason) {
            case NO_PROCESS_OR_MEMORY, TOO_MANY_FILES, FILE_NOT_OPENED -> true;
            case TOO_LONG, ANOTHER -> false;
        };
    }

    /** For people. */
    String inWords() {
        return switch (reason) {
            case TOO_LONG -> "its environment is too long (" + text + ")";
            case NO_PROCESS_OR_MEMORY -> "the machine has no process or no memory left for it (" + text + ")";
            case TOO_MANY_FILES -> "too many files are open (" + text + ")";
            case FILE_NOT_OPENED -> "a file that it needs could not be opened (" + text + ")";
            case ANOTHER -> text;
        };
    }

    private static Reason reason(String text) {
        if (HELPER_NOT_LOADED.matcher(text).find()) {
            return Reason.NO_PROCESS_OR_MEMORY;
        }
        Matcher number = NUMBER.matcher(text);
        return switch (number.find() ? number.group(1) : "") {
            case "7" -> Reason.TOO_LONG;
            case "11", "12" -> Reason.NO_PROCESS_OR_MEMORY;
            case "24" -> Reason.TOO_MANY_FILES;
            default -> Reason.ANOTHER;
        };
    }

    private static String firstLine(Throwable error) {
        return Optional.ofNullable(error.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .map(String::strip)
                .orElseGet(error::toString);
    }
}
