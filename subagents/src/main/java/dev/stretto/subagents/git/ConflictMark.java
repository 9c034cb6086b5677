package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands in git's folder for a worktree once a conflict is completely checked out there, and says what was there then. Without
 * it no resolver has ever worked there.
 *
 * @param round which round of the run it was made for
 * @param ours the commit of the result so far, which is checked out
 * @param theirs the commit of the task that is to be brought together with it
 * @param tree everything that was there, with conflict markers
 * @param paths the files in conflict by the names that they have there, a character for each byte
 */
record ConflictMark(int round, String ours, String theirs, String tree, List<String> paths) {
    private static final String NAME = "stretto-resolution";
    private static final String BEGUN = NAME + "-begun";

    ConflictMark {
        paths = List.copyOf(paths);
    }

    /** Says that what is in the worktree may be thrown away until it is complete: only the merge puts something there. */
    static void begin(Path administration) throws IOException {
        Files.writeString(administration.resolve(BEGUN), "");
    }

    /** True if the checkout was begun, whether it is complete or not. */
    static boolean begun(Path administration) {
        return Files.exists(administration.resolve(BEGUN));
    }

    static Optional<ConflictMark> of(Path administration) throws IOException {
        Path file = administration.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> records = new ArrayList<>(
                List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1)));
        records.removeLast();
        String[] head = records.removeFirst().split(" ", -1);
        return Optional.of(new ConflictMark(Integer.parseInt(head[0]), head[1], head[2], head[3], records));
    }

    void write(Path administration) throws IOException {
        List<String> records = new ArrayList<>(List.of(round + " " + ours + " " + theirs + " " + tree));
        records.addAll(paths);
        Path unfinished = administration.resolve(NAME + ".new");
        Files.writeString(unfinished, String.join("\0", records) + "\0", StandardCharsets.ISO_8859_1);
        Files.move(unfinished, administration.resolve(NAME));
    }

    /** True if it was made to bring these two together, in this round. */
    boolean isFor(int wantedRound, String wantedOurs, String wantedTheirs) {
        return round == wantedRound && ours.equals(wantedOurs) && theirs.equals(wantedTheirs);
    }
}
