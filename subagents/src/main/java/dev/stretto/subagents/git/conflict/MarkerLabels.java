package dev.stretto.subagents.git.conflict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives git's conflict markers labels that say what stands between them, in place of HEAD and the ids of commits.
 *
 * @param ours the label of the side that is checked out
 * @param before the label of what both sides began from
 * @param theirs the label of the side that is merged
 * @param merged the commit that is merged, by which git's own markers are known
 */
record MarkerLabels(String ours, String before, String theirs, String merged) {
    /** A larger text is left with git's own labels. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /** Labels the markers of a file. What is no plain file is left as it is. */
    void putInto(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
            return;
        }
        String found = Files.readString(file, StandardCharsets.ISO_8859_1);
        String labelled = labelled(found);
        if (!labelled.equals(found)) {
            Files.writeString(file, labelled, StandardCharsets.ISO_8859_1);
        }
    }

    /** @param text a character for each byte */
    private String labelled(String text) {
        // However long the project's attributes have them: no other line says this commit.
        Matcher closing = line(">+", merged).matcher(text);
        if (!closing.find()) {
            return text;
        }
        int length = closing.group(1).length();
        long conflicts = closing.reset().results().count();
        String result = line(">{" + length + "}", merged).matcher(text).replaceAll("$1 " + inBytes(theirs));
        result = relabelled(result, "<{" + length + "}", "HEAD", ours, conflicts);
        return relabelled(
                result,
                "\\|{" + length + "}",
                "(?:[0-9a-f]{4,64}|merged common ancestors|empty tree)",
                before,
                conflicts);
    }

    /** If there are more such lines than conflicts, the file had some before, and nobody can tell which are git's. */
    private static String relabelled(String text, String marker, String said, String label, long conflicts) {
        boolean unmistakable = line(marker, ".*?").matcher(text).results().count() == conflicts;
        return unmistakable ? line(marker, said).matcher(text).replaceAll("$1 " + inBytes(label)) : text;
    }

    /** Where the file has another name on that side, the label goes on with a colon and that name. */
    private static Pattern line(String marker, String label) {
        return Pattern.compile("^(" + marker + ") " + label + "(?=:|\\r?$)", Pattern.MULTILINE | Pattern.UNIX_LINES);
    }

    private static String inBytes(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return Matcher.quoteReplacement(bytes);
    }
}
