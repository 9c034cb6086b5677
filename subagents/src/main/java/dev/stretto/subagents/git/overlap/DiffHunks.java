package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.subagents.git.GitOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hunks of one file in a diff without context.
 *
 * @param heading the line that begins what the diff says of the file
 * @param first in the order of the file, as many as were asked for
 * @param omitted how many more there are
 */
public record DiffHunks(String heading, List<Hunk> first, int omitted) {
    private static final String FILE = "diff --git ";
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@");

    public DiffHunks {
        first = List.copyOf(first);
    }

    /** Reads the files of a diff, with so many hunks of each at most. */
    public static List<DiffHunks> in(GitOutput diff, int most) {
        String text = new String(diff.bytes(), StandardCharsets.ISO_8859_1);
        List<DiffHunks> files = new ArrayList<>();
        String heading = "";
        List<Hunk> hunks = new ArrayList<>();
        int omitted = 0;
        int end;
        for (int from = 0; from < text.length(); from = end + 1) {
            end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            // Lines of the files themselves begin with a sign.
            if (text.startsWith(FILE, from)) {
                if (!heading.isEmpty()) {
                    files.add(new DiffHunks(heading, hunks, omitted));
                }
                heading = text.substring(from, end);
                hunks = new ArrayList<>();
                omitted = 0;
            } else if (text.startsWith("@@ ", from)) {
                hunk(text.substring(from, end)).ifPresent(hunks::add);
                if (hunks.size() > most) {
                    hunks.removeLast();
                    omitted++;
                }
            }
        }
        if (!heading.isEmpty()) {
            files.add(new DiffHunks(heading, hunks, omitted));
        }
        return files;
    }

    private static Optional<Hunk> hunk(String line) {
        Matcher heading = HUNK.matcher(line);
        return heading.lookingAt()
                ? Optional.of(
                        new Hunk(range(heading.group(1), heading.group(2)), range(heading.group(3), heading.group(4))))
                : Optional.empty();
    }

    private static LineRange range(String start, @Nullable String count) {
        return LineRange.ofDiff(Integer.parseInt(start), count == null ? 1 : Integer.parseInt(count));
    }
}
