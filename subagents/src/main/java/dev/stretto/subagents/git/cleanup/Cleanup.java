package dev.stretto.subagents.git.cleanup;

import java.nio.file.Path;
import java.util.List;

/**
 * What is removed of a run, and what stays.
 *
 * @param workspaces the directories that are removed, in order
 * @param references the branches and other references that are removed, by their full names, in order
 * @param kept what stays
 * @param bytes what the run's workspaces take on disk before
 * @param freed how much of that is freed
 */
public record Cleanup(List<Path> workspaces, List<String> references, List<Kept> kept, long bytes, long freed) {
    public Cleanup {
        workspaces = List.copyOf(workspaces);
        references = List.copyOf(references);
        kept = List.copyOf(kept);
    }

    /**
     * Something that stays.
     *
     * @param what a directory, or the full name of a reference
     * @param why in words
     */
    public record Kept(String what, String why) {}

    /** True if nothing of the run stays. */
    public boolean complete() {
        return kept.isEmpty();
    }
}
