package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/** The log that git keeps of where a checkout's HEAD stood. */
public final class HeadLog {
    /** As git begins the messages of what makes a commit; a merge that moves a branch forward makes none. */
    private static final Pattern MAKES =
            Pattern.compile("(commit|cherry-pick(?!: fast-forward)|revert|am|rebase\\b[^(:]*\\((?!start|finish|abort)"
                    + "|(merge|pull)\\b(?!.*(?:: Fast-forward$| \\((?:start|finish|abort)\\)))).*");

    private HeadLog() {}

    /**
     * The commits that were made in a checkout, the first one first.
     *
     * @param administration git's folder for the checkout
     * @return empty where git keeps no log
     */
    public static Optional<SequencedSet<String>> made(Path administration) throws IOException {
        Path log = administration.resolve("logs").resolve("HEAD");
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        SequencedSet<String> made = new LinkedHashSet<>();
        // Each line is the id before, the id after, who and when, a tab, and a message.
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            String[] ids = line.split(" ", 3);
            if (ids.length == 3
                    && MAKES.matcher(line.substring(line.indexOf('\t') + 1)).matches()) {
                made.add(ids[1]);
            }
        }
        return Optional.of(made);
    }
}
