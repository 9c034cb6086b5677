package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.MergePlace;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.TreeMerge;
import dev.stretto.subagents.git.WorkspaceException;
import java.util.List;

/** The one commit that an attempt starts from: its only one, or a merge of the several that it builds on. */
final class StartCommit {
    private StartCommit() {}

    static String of(Repository repository, AttemptOrder order) throws GitException, WorkspaceException {
        List<String> commits = order.startsFrom();
        if (commits.isEmpty()) {
            throw new WorkspaceException("attempt " + order.id() + " has no commit to start from");
        }
        String start = commits.getFirst();
        for (String next : commits.subList(1, commits.size())) {
            start = merged(repository, order, start, next);
        }
        // Work that was done on top of an older version does not hold all of what the run starts from.
        String base = order.base() == null ? start : order.base().commit();
        return merged(repository, order, start, base);
    }

    private static TreeMerge merge(Repository repository, AttemptOrder order, String start, String next)
            throws GitException {
        try (MergePlace place = new MergePlace(
                repository, order.base() == null ? start : order.base().commit())) {
            return TreeMerge.of(place.repository().git(), start, next);
        }
    }

    private static String merged(Repository repository, AttemptOrder order, String start, String next)
            throws GitException, WorkspaceException {
        if (next.equals(start) || repository.refs().contains(next, start)) {
            return start;
        }
        if (repository.refs().contains(start, next)) {
            return next;
        }
        return switch (merge(repository, order, start, next)) {
            case TreeMerge.Clean clean -> {
                // Without the attempt's number: every attempt starts from the same commit.
                String message = "Merge what " + order.id().task() + " builds on\n\nStretto-Run: " + order.run()
                        + "\nStretto-Task: " + order.id().task() + "\n";
                yield new Commits(repository.git()).writeMerge(clean.tree(), List.of(start, next), message);
            }
            case TreeMerge.Colliding colliding ->
                throw new WorkspaceException("task '" + order.id().task() + "' builds on the work of several tasks, and"
                        + " that can't be merged at "
                        + String.join(", ", colliding.shownPaths())
                        + ". Let one of these tasks come after the other, or give them scopes that do not overlap");
            case TreeMerge.GaveUp gaveUp ->
                throw new WorkspaceException("task '" + order.id().task() + "' builds on the work of several tasks, and"
                        + " git gives up merging that (" + gaveUp.said()
                        + "). Let one of these tasks come after the other");
            case TreeMerge.Unrelated unrelated ->
                throw new WorkspaceException("task '" + order.id().task() + "' builds on commits without a common"
                        + " history: " + start + " and " + next);
        };
    }
}
