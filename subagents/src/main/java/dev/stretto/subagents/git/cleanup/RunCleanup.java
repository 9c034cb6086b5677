package dev.stretto.subagents.git.cleanup;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Checkouts;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitVersion;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.StaleLocks;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Clears a finished run out of its repository: its worktrees, its branches and its other references. Work that is nowhere
 * else stays, whoever's it is: changes that are not committed, and commits that are on no branch, tag or remote branch
 * outside of Stretto's own, those of failed attempts among them. So does a branch that is checked out. May be called again
 * after a crash at any point.
 *
 * <p>A commit with the same files as the one before it holds no work, nor does a merge that git makes of its parents by
 * itself, nor one that is elsewhere with the same parents and the same files.
 */
public final class RunCleanup {
    private final PinnedBase base;
    private final String run;
    private final Path folder;

    /**
     * @param base what the run started from
     * @param run its id
     * @param folder the directory of its workspaces, {@code ROOT/RUN}; it need not exist
     */
    public RunCleanup(PinnedBase base, String run, Path folder) {
        if (!run.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException("'" + run + "' is no run's id");
        }
        this.base = base;
        this.run = run;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** What the run's workspaces take on disk. Needs no repository. */
    public long bytes() {
        return Folders.bytes(folder);
    }

    /** The run's work that is nowhere else, by the references that hold it. */
    public List<UnmergedWork> unmerged() throws WorkspaceException {
        return inRepository((repository, quarantine) -> {
            Map<String, String> refs = repository.refs().matching(RefNames.ofRun(run));
            UnmergedCommits commits = UnmergedCommits.of(repository, quarantine, base.commit(), refs.values());
            List<UnmergedWork> unmerged = new ArrayList<>();
            for (Map.Entry<String, String> ref : refs.entrySet()) {
                int work = work(commits, ref, refs);
                if (work > 0) {
                    unmerged.add(new UnmergedWork(ref.getKey(), ref.getValue(), work));
                }
            }
            return List.copyOf(unmerged);
        });
    }

    private int work(UnmergedCommits commits, Map.Entry<String, String> ref, Map<String, String> refs)
            throws GitException {
        if (!isTrial(ref.getKey())) {
            return commits.withWork(ref.getValue());
        }
        List<String> others = refs.entrySet().stream()
                .filter(other -> !isTrial(other.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return commits.withWorkInTrial(ref.getValue(), others);
    }

    private boolean isTrial(String ref) {
        return ref.startsWith(RefNames.trialPrefix(run));
    }

    /** Says what {@link #execute} would do, and changes nothing. */
    public Cleanup preview() throws WorkspaceException {
        return inRepository((repository, quarantine) -> {
            Removals removals = new Removals();
            Set<Path> gone = new LinkedHashSet<>();
            for (RunWorkspaces.Found found : workspaces(repository, quarantine).all()) {
                removals.judge(found);
                found.hindrance().ifPresentOrElse(why -> {}, () -> gone.add(found.directory()));
            }
            removals.references.addAll(
                    removable(repository, quarantine, gone, removals).keySet());
            return removals.cleanup();
        });
    }

    /** Removes what can be removed. */
    public Cleanup execute() throws WorkspaceException {
        return inRepository((repository, quarantine) -> {
            Removals removals = new Removals();
            RunWorkspaces workspaces = workspaces(repository, quarantine);
            for (RunWorkspaces.Found found : workspaces.all()) {
                removals.judge(removed(found));
            }
            workspaces.removeEmpty();
            Map<String, String> refs = removable(repository, quarantine, Set.of(), removals);
            removals.references.addAll(delete(repository, refs, removals));
            return removals.cleanup();
        });
    }

    private RunWorkspaces workspaces(Repository repository, Quarantine quarantine) throws IOException {
        return new RunWorkspaces(repository, base, run, RealPaths.of(folder), quarantine);
    }

    /** What happened between the judgement and the removal is a hindrance, too. */
    private static RunWorkspaces.Found removed(RunWorkspaces.Found found) {
        if (found.hindrance().isPresent()) {
            return found;
        }
        try {
            found.deletion().execute();
            return found;
        } catch (GitException | IOException | WorkspaceException e) {
            return found.staying("it could not be removed: " + e.getMessage());
        }
    }

    /** The run's references that hold nothing that is not elsewhere, with their commits. */
    private Map<String, String> removable(
            Repository repository, Quarantine quarantine, Collection<Path> gone, Removals removals)
            throws GitException, IOException {
        Map<String, String> refs = repository.refs().matching(RefNames.ofRun(run));
        UnmergedCommits commits = UnmergedCommits.of(repository, quarantine, base.commit(), refs.values());
        Map<String, Path> inUse = inUse(repository, gone);
        Map<String, String> removable = new LinkedHashMap<>();
        for (Map.Entry<String, String> ref : refs.entrySet()) {
            String name = ref.getKey();
            int work = work(commits, ref, refs);
            if (work > 0) {
                removals.keep(name, new UnmergedWork(name, ref.getValue(), work).toString());
            } else if (!commits.knows(ref.getValue())) {
                removals.keep(name, "what it stands at, " + ref.getValue() + ", is no commit that can be read");
            } else if (inUse.containsKey(name)) {
                removals.keep(name, "it is in use in " + inUse.get(name));
            } else {
                removable.put(name, ref.getValue());
            }
        }
        return removable;
    }

    private static Map<String, Path> inUse(Repository repository, Collection<Path> gone)
            throws GitException, IOException {
        Checkouts checkouts = new Checkouts(repository);
        Map<String, Path> inUse = new LinkedHashMap<>(checkouts.awaited());
        checkouts.branches().forEach((worktree, branch) -> {
            if (!gone.contains(worktree)) {
                inUse.put(branch, worktree);
            }
        });
        return inUse;
    }

    /** All at once, or, if one of them has moved meanwhile, one by one. */
    private static Collection<String> delete(Repository repository, Map<String, String> refs, Removals removals)
            throws GitException, IOException {
        try {
            delete(repository, refs);
            return refs.keySet();
        } catch (GitException e) {
            List<String> deleted = new ArrayList<>();
            for (Map.Entry<String, String> ref : refs.entrySet()) {
                try {
                    delete(repository, Map.of(ref.getKey(), ref.getValue()));
                    deleted.add(ref.getKey());
                } catch (GitException one) {
                    removals.keep(ref.getKey(), "it could not be deleted: " + one.getMessage());
                }
            }
            return deleted;
        }
    }

    private static void delete(Repository repository, Map<String, String> refs) throws GitException, IOException {
        List<Path> locks = refs.keySet().stream()
                .map(ref -> StaleLocks.ofBranch(repository, ref))
                .toList();
        List<String> deletions = refs.entrySet().stream()
                .map(ref -> "delete " + ref.getKey() + " " + ref.getValue())
                .toList();
        StaleLocks.past(locks, () -> repository.refs().change(deletions));
    }

    private interface Question<T> {
        T ask(Repository repository, Quarantine quarantine) throws GitException, IOException, WorkspaceException;
    }

    private <T> T inRepository(Question<T> question) throws WorkspaceException {
        try {
            Repository repository = Repository.of(base);
            GitVersion.require(repository.workTree());
            try (Quarantine quarantine = Quarantine.of(repository)) {
                return question.ask(repository, quarantine);
            }
        } catch (GitException | IOException e) {
            throw new WorkspaceException(
                    "what run " + run + " has left in the repository " + base.repository() + " can't be cleaned up: "
                            + e.getMessage(),
                    e);
        }
    }

    /** What is removed and what stays, as it is found out. */
    private final class Removals {
        private final List<Path> workspaces = new ArrayList<>();
        private final List<String> references = new ArrayList<>();
        private final List<Cleanup.Kept> kept = new ArrayList<>();
        private final long bytes = RunCleanup.this.bytes();
        private long freed;

        void judge(RunWorkspaces.Found found) {
            found.hindrance().ifPresentOrElse(why -> keep(found.directory().toString(), why), () -> {
                workspaces.add(found.directory());
                freed += found.bytes();
            });
        }

        void keep(String what, String why) {
            kept.add(new Cleanup.Kept(what, why));
        }

        Cleanup cleanup() {
            return new Cleanup(workspaces, references, kept, bytes, freed);
        }
    }
}
