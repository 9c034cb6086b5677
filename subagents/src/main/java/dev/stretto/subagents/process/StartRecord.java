package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an attempt's folder says about its start. */
sealed interface StartRecord {

    /** It never started. */
    record Nothing() implements StartRecord {}

    /** A process carries it out. */
    record OfProcess(ProcessIdentity identity, String cookie) implements StartRecord {}

    /** A function of an engine carries it out, and ends with that engine. */
    record OfFunction() implements StartRecord {}

    /** It was about to start when the machine lost power, or the like. */
    record Torn() implements StartRecord {}

    Pattern PROCESS = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (\\S+) (?:\\S*:)?([^\\s:]+)\n");
    String FUNCTION = "function\n";

    /** What the file says; it counts once its line ends. */
    static StartRecord read(Path file) {
        if (Files.notExists(file)) {
            return new Nothing();
        }
        String text =
                SmallFile.read(file).orElseThrow(() -> new UncheckedIOException(new IOException("can't read " + file)));
        Matcher process = PROCESS.matcher(text);
        if (process.matches()) {
            ProcessIdentity identity = new ProcessIdentity(
                    Long.parseLong(process.group(1)), Long.parseLong(process.group(2)), process.group(3));
            return new OfProcess(identity, process.group(4));
        }
        return text.equals(FUNCTION) ? new OfFunction() : new Torn();
    }

    /** Says that a function carries the attempt out, unless something else does already. */
    static void writeFunction(Path file) throws IOException {
        Files.writeString(file, FUNCTION, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
    }
}
