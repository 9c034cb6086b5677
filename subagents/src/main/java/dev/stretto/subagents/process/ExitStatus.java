package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended, as its exit file says.
 *
 * @param code its exit code; 128 and more for a signal
 * @param at when it was written down
 * @param uptime how long the machine had been up by then; absent if the script could not tell
 */
record ExitStatus(int code, Instant at, @Nullable Duration uptime) {
    private static final String STATUS = "(\\d{1,9})(?: (\\d{1,12}\\.\\d{1,3})?)?\n";
    private static final Pattern LINE = Pattern.compile(STATUS);
    /** What is left of the space that was reserved is blank. */
    private static final Pattern PADDED_LINE = Pattern.compile(STATUS + "\\s*");

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(5, "TRAP"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(31, "SYS"));

    /** The status of an attempt; empty if there is none, or not all of it yet. */
    static Optional<ExitStatus> of(AttemptFiles files) {
        return read(files.exit(), LINE).or(() -> read(files.ending(), PADDED_LINE));
    }

    private static Optional<ExitStatus> read(Path file, Pattern pattern) {
        return SmallFile.read(file)
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(line -> new ExitStatus(
                        Integer.parseInt(line.group(1)),
                        Instant.ofEpochMilli(file.toFile().lastModified()),
                        line.group(2) == null ? null : Kernel.uptime(line.group(2))));
    }

    /** The failure that an exit code stands for; empty for 0. */
    static Optional<Failure> failure(int code, Path stderr) {
        return code == 0
                ? Optional.empty()
                : Optional.of(new Failure(Failure.Kind.EXIT, inWords(code) + said(OutputEnd.lastWords(stderr))));
    }

    private static String inWords(int code) {
        String signal = SIGNALS.get(code - 128);
        return "exit code " + code + (signal == null ? "" : ", ended by signal " + (code - 128) + " (" + signal + ")");
    }

    private static String said(String stderr) {
        if (stderr.isEmpty()) {
            return "";
        }
        return stderr.indexOf('\n') < 0 ? ": " + stderr : "; its standard error ends with:\n" + stderr;
    }
}
