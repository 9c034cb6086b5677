package dev.stretto.subagents.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a git command printed and ended with. Bytes that are not UTF-8 stand as {@code \xNN} in every text. */
public final class GitOutput {
    private final int exitCode;
    private final byte[] stdout;
    private final byte[] stderr;

    GitOutput(int exitCode, byte[] stdout, byte[] stderr) {
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** What it ended with. */
    public int exitCode() {
        return exitCode;
    }

    /** True if it ended with 0. */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /** What it printed, without the last line end. */
    public String line() {
        String text = ShownBytes.text(stdout);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** The lines that it printed. */
    public List<String> lines() {
        return ShownBytes.text(stdout).lines().toList();
    }

    /** The records that it printed, each ended by a NUL. */
    public List<String> records() {
        return rawRecords().stream().map(GitOutput::shown).toList();
    }

    /** The same records with a character for each byte, so that they can be given back to git unharmed. */
    public List<String> rawRecords() {
        return parts('\0');
    }

    /** The lines that it printed, each ended by a line feed, with a character for each byte. */
    public List<String> rawLines() {
        return parts('\n');
    }

    /** What it printed, byte by byte. */
    public byte[] bytes() {
        return stdout.clone();
    }

    /** A raw record as a person reads it. */
    public static String shown(String raw) {
        return ShownBytes.text(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> parts(char terminator) {
        String raw = new String(stdout, StandardCharsets.ISO_8859_1);
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int end = raw.indexOf(terminator); end >= 0; end = raw.indexOf(terminator, from)) {
            parts.add(raw.substring(from, end));
            from = end + 1;
        }
        if (from < raw.length()) {
            parts.add(raw.substring(from));
        }
        return parts;
    }

    /** What it printed on stderr. */
    public String stderr() {
        return ShownBytes.text(stderr);
    }
}
