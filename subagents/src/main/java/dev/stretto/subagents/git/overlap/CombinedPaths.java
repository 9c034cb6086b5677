package dev.stretto.subagents.git.overlap;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes that were put together path by path. Tells whether more of them can be, so that git's merge would come to the very same:
 * they meet nowhere, and no renaming of folders can be seen in them on one side that what the other side has added would have to
 * follow.
 */
public final class CombinedPaths {
    private static final Set<String> MODES = Set.of("100644", "100755", "120000", "160000");

    private final Set<String> paths = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> addedTo = new HashSet<>();
    private final Set<String> deletedFrom = new HashSet<>();
    private boolean adds;
    private boolean deletes;

    public static CombinedPaths of(Collection<ChangedPath> changes) {
        CombinedPaths subset = new CombinedPaths();
        subset.add(changes);
        return subset;
    }

    public void add(Collection<ChangedPath> changes) {
        for (ChangedPath change : changes) {
            List<String> around = RawPaths.foldersOf(change.path());
            paths.add(change.path());
            folders.addAll(around);
            adds |= change.added();
            deletes |= change.deleted();
            if (change.added()) {
                addedTo.addAll(outermost(around));
            }
            if (change.deleted()) {
                deletedFrom.addAll(outermost(around));
            }
        }
    }

    /** Folders are renamed below an outermost one; the root never is. */
    private static List<String> outermost(List<String> folders) {
        return folders.subList(0, Math.min(1, folders.size()));
    }

    public boolean goesWith(Collection<ChangedPath> changes) {
        CombinedPaths others = of(changes);
        return changes.stream().allMatch(CombinedPaths::isPlain)
                && Collections.disjoint(paths, others.paths)
                && Collections.disjoint(paths, others.folders)
                && Collections.disjoint(folders, others.paths)
                && !mayHaveRenamedWhat(others)
                && !others.mayHaveRenamedWhat(this);
    }

    private boolean mayHaveRenamedWhat(CombinedPaths others) {
        return adds && deletes && !Collections.disjoint(deletedFrom, others.addedTo);
    }

    private static boolean isPlain(ChangedPath change) {
        return change.after() == null || MODES.contains(change.after().mode());
    }
}
