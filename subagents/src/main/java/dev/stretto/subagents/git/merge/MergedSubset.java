package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.Dropped;
import java.util.List;

/**
 * The merged work of some tasks.
 *
 * @param commit the last merge; the base's commit for no tasks
 * @param tree the id of what it holds
 * @param dropped what is missing of the tasks in it
 */
public record MergedSubset(String commit, String tree, List<Dropped> dropped) {
    public MergedSubset {
        dropped = List.copyOf(dropped);
    }
}
