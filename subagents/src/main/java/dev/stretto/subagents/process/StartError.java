package dev.stretto.subagents.process;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the JDK could not start a process. It says so in a text only, and every JDK in its own.
 *
 * @param reason what the system calls it
 * @param text the JDK's text, without its advice
 */
record StartError(Reason reason, String text) {

    /** What is behind it, as far as Stretto makes a difference. */
    enum Reason {
        TOO_LONG,
        NO_PROCESS_OR_MEMORY,
        TOO_MANY_FILES,
        ANOTHER
    }

    /** {@code error=11, Resource …} up to JDK 21, {@code error: 11 (Resource …)} since. */
    private static final Pattern NUMBER = Pattern.compile("\\berror(?:=|: )(\\d+)\\b");

    /** The files that a process reads and writes are opened first, and that error has no number. */
    private static final String NO_FILE_LEFT = "(Too many open files)";

    /** The JDK's own helper was started, and had no file or no memory left to load itself with. */
    private static final Pattern HELPER_NOT_LOADED =
            Pattern.compile("Failed to exec spawn helper: pid: \\d+, exit (?:value|code): 127\\b");

    static StartError of(IOException error) {
        // The outer text has folders in it, which may be called anything.
        String inner = firstLine(Objects.requireNonNullElse(error.getCause(), error));
        return new StartError(reason(inner), firstLine(error));
    }

    /** True if it may be otherwise in the next moment. */
    boolean machineIsFull() {
        return reason == Reason.NO_PROCESS_OR_MEMORY || reason == Reason.TOO_MANY_FILES;
    }

    /** For people. */
    String inWords() {
        return switch (reason) {
            case TOO_LONG -> "its environment is too long (" + text + ")";
            case NO_PROCESS_OR_MEMORY -> "the machine has no process or no memory left for it (" + text + ")";
            case TOO_MANY_FILES -> "too many files are open (" + text + ")";
            case ANOTHER -> text;
        };
    }

    private static Reason reason(String text) {
        if (text.endsWith(NO_FILE_LEFT)) {
            return Reason.TOO_MANY_FILES;
        }
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
