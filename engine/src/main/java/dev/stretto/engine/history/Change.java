package dev.stretto.engine.history;

import java.util.List;

/**
 * Files that were changed together: by a commit, or by a task of an earlier run.
 *
 * @param commit the id of the commit that holds the change
 * @param files their paths, relative to the repository's root
 */
public record Change(String commit, List<String> files) {
    public Change {
        files = List.copyOf(files);
    }
}
