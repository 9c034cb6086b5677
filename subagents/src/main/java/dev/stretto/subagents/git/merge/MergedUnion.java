package dev.stretto.subagents.git.merge;

/**
 * The merged work of some tasks.
 *
 * @param commit the last merge; the base's commit for no tasks
 * @param tree the id of what it holds
 */
public record MergedUnion(String commit, String tree) {}
