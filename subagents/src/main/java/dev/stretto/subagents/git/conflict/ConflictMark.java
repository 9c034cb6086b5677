package dev.stretto.subagents.git.conflict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stands in git's folder for a worktree once a conflict is completely checked out there, and says what was there then. Without
 * it no resolver has ever worked there.
 *
 * @param round which round of the run it was made for
 * @param ours the commit of the result so far, which is checked out
 * @param theirs the commit of the task that is to be brought together with it
 * @param tree everything that was there, with conflict markers
 */
public record ConflictMark(int round, String ours, String theirs, String tree) {
    private static final String NAME = "stretto-resolution";
    private static final String BEGUN = NAME + "-begun";

    /** Says that what is in the worktree may be thrown away until it is complete: only the merge puts something there. */
    static void begin(Path administration) throws IOException {
        Files.writeString(administration.resolve(BEGUN), "");
    }

    /** True if the checkout was begun, whether it is complete or not. */
    public static boolean begun(Path administration) {
        return Files.exists(administration.resolve(BEGUN));
    }

    static Optional<ConflictMark> of(Path administration) throws IOException {
        Path file = administration.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String[] said = Files.readString(file).strip().split(" ", -1);
        return Optional.of(new ConflictMark(Integer.parseInt(said[0]), said[1], said[2], said[3]));
    }

    void write(Path administration) throws IOException {
        Path unfinished = administration.resolve(NAME + ".new");
        Files.writeString(unfinished, round + " " + ours + " " + theirs + " " + tree + "\n");
        Files.move(unfinished, administration.resolve(NAME));
    }

    /** True if it was made to bring these two together, in this round. */
    boolean isFor(int wantedRound, String wantedOurs, String wantedTheirs) {
        return round == wantedRound && ours.equals(wantedOurs) && theirs.equals(wantedTheirs);
    }
}
