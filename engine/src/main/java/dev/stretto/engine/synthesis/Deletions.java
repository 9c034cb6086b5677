package dev.stretto.engine.synthesis;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.WorkResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a task's work deletes, where that is more than such work usually does. A subagent that looked at the wrong version, or cleaned up
 * too much, shows by that.
 *
 * @param paths the deleted files
 * @param because why it is remarkable, in words
 */
public record Deletions(List<String> paths, String because) {
    /** More than these are remarkable in any case. */
    private static final int MANY = 10;

    public Deletions {
        paths = List.copyOf(paths);
    }

    /** What is remarkable about the deletions of some work; empty if nothing is. */
    public static Optional<Deletions> remarkable(WorkResult work) {
        List<String> paths = work.files().stream()
                .filter(file -> file.change() == FileChange.Kind.DELETED)
                .map(FileChange::path)
                .toList();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        Set<String> outside = Set.copyOf(work.outOfScope());
        long unannounced = paths.stream().filter(outside::contains).count();
        int others = work.files().size() - paths.size();
        if (unannounced > 0) {
            return Optional.of(new Deletions(paths, unannounced + " of them outside its scope"));
        }
        if (paths.size() > MANY) {
            return Optional.of(new Deletions(paths, "more than " + MANY));
        }
        return paths.size() > others
                ? Optional.of(new Deletions(paths, "more than it adds and modifies"))
                : Optional.empty();
    }

    /** How many there are, and what is remarkable about that: what the work does. */
    public String inWords() {
        return "deletes " + paths.size() + (paths.size() == 1 ? " file" : " files") + ", " + because;
    }
}
