package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Blobs;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.ShownBytes;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down the three sides of each file in conflict: whole where they are short texts, otherwise how to print them. */
final class ConflictSides {
    private static final int MOST_BYTES = 8 * 1024;
    private static final int MOST_LINES = 200;
    /** A prompt that is passed as an argument may have 128 KiB. */
    private static final int MOST_IN_ALL = 64 * 1024;

    private static final Pattern FENCE = Pattern.compile("`{3,}");

    private final Blobs blobs;
    private final MetConflict conflict;
    private final String task;

    /** @param task the id of the task that is merged */
    ConflictSides(Blobs blobs, MetConflict conflict, String task) {
        this.blobs = blobs;
        this.conflict = conflict;
        this.task = task;
    }

    String asMarkdown() throws GitException {
        StringBuilder text = new StringBuilder("---\n\n# The sides of each file in conflict\n");
        for (CollidingPath path : conflict.paths()) {
            String section = section(path);
            if (text.length() + section.length() > MOST_IN_ALL) {
                text.append("\nFrom ")
                        .append(path.shownPath())
                        .append(" on it would be too much to print them here; `git show` does, as said above.\n");
                break;
            }
            text.append(section);
        }
        return text.toString();
    }

    private String section(CollidingPath path) throws GitException {
        return "\n## " + path.shownPath() + "\n\n"
                + setAside(path)
                + side("Before", path.base())
                + side("In the result so far", path.ours())
                + side("As task '" + task + "' has left it", path.theirs());
    }

    private String setAside(CollidingPath path) {
        return conflict.inWorktree().entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(path) && !entry.getKey().equals(path.path()))
                .map(entry -> "Something else has its name, so git has set it aside as `"
                        + GitOutput.shown(entry.getKey()) + "`: give it its own name, or delete it.\n\n")
                .collect(Collectors.joining());
    }

    private String side(String whose, @Nullable Side side) throws GitException {
        if (side == null) {
            return whose + ": there is no such file.\n\n";
        }
        String what = whose
                + switch (side.mode()) {
                    case "120000" -> ", a link to";
                    case "100755" -> ", executable";
                    default -> "";
                };
        Optional<Blobs.Content> content = blobs.read(side.blob(), MOST_BYTES);
        Optional<String> text = content.flatMap(ConflictSides::shortText);
        if (text.isEmpty()) {
            long size = content.map(Blobs.Content::size).orElse(0L);
            return what + ": " + size + " bytes, which `git cat-file blob " + side.blob() + "` prints.\n\n";
        }
        String fence = fence(text.get());
        String end = text.get().endsWith("\n") ? "" : "\n";
        return what + ":\n\n" + fence + "\n" + text.get() + end + fence + "\n\n";
    }

    private static Optional<String> shortText(Blobs.Content content) {
        String text = ShownBytes.text(content.bytes());
        boolean suitable =
                !content.truncated() && text.indexOf('\0') < 0 && text.lines().count() <= MOST_LINES;
        return suitable ? Optional.of(text) : Optional.empty();
    }

    /** Longer than any in the text, so that this does not end where one of those stands. */
    private static String fence(String text) {
        int longest = FENCE.matcher(text)
                .results()
                .mapToInt(found -> found.group().length())
                .max()
                .orElse(2);
        return "`".repeat(longest + 1);
    }
}
