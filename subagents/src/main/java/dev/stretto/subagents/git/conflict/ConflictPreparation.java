package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Leftovers;
import dev.stretto.subagents.git.workspace.OwnIndex;
import dev.stretto.subagents.git.workspace.WorktreePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Begins the merge of a task with the result so far in a worktree of its own, from whatever an interrupted call left behind. The
 * last step is a {@link ConflictMark}.
 */
final class ConflictPreparation {
    private final Repository repository;
    private final ResolutionOrder order;
    private final Path directory;
    private final MetConflict conflict;

    ConflictPreparation(Repository repository, ResolutionOrder order, Path directory)
            throws GitException, WorkspaceException {
        this.repository = repository;
        this.order = order;
        this.directory = directory;
        requireDifferentNames();
        this.conflict = MetConflict.of(
                repository, order.soFar().commit(), order.branch().commit());
    }

    /** Git sees no conflict in these, so there is nothing of it to be seen in a worktree. */
    private void requireDifferentNames() throws WorkspaceException {
        for (ConflictSet conflictSet : order.soFar().conflictSets()) {
            List<String> others = conflictSet.tasks().stream()
                    .filter(task -> !task.equals(order.task()))
                    .toList();
            if (others.size() == conflictSet.tasks().size()
                    || !order.soFar().merged().containsAll(others)) {
                continue;
            }
            for (Collision collision : conflictSet.collisions()) {
                if (collision.kind() == CollisionKind.CASE) {
                    throw new WorkspaceException("a resolver can't be shown what is the matter with " + collision.path()
                            + ": " + collision.kind().inWords() + ". Choose another name in one of the tasks, and retry"
                            + " that");
                }
            }
        }
    }

    /** Makes it; there must be no complete one in that place. */
    void make() throws GitException, IOException, WorkspaceException {
        clear();
        repository.addWorktree(directory, conflict.ours());
        Path administration = Registrations.of(repository, directory)
                .orElseThrow(() -> new WorkspaceException("git made no worktree at " + directory));
        ConflictMark.begin(administration);
        Git git = new WorktreePlace(directory, administration).git();
        git.run("reset", "--quiet", "--hard", "--no-recurse-submodules", conflict.ours());
        merge(git);
        FaultPoint.MERGE_BEGUN.reached(order.task());
        requireAgreement(git);
        label();
        new ConflictMark(order.round(), conflict.ours(), conflict.theirs(), everything(administration))
                .write(administration);
        FaultPoint.CONFLICT_CHECKED_OUT.reached(order.task());
    }

    /** In a checkout that was begun and not completed nobody has worked. */
    private void clear() throws GitException, IOException {
        Optional<Path> administration = Registrations.of(repository, directory);
        if (administration.isPresent() && ConflictMark.begun(administration.get())) {
            ResolutionHarvest.keepHead(repository, new RefNames(order.run(), order.task()), administration.get());
            Folders.discard(directory);
        }
        Leftovers.clear(directory, administration, conflict.ours());
    }

    /** By the same algorithm as without a checkout, whatever the user's configuration says. */
    private void merge(Git git) throws GitException, WorkspaceException {
        String[] words = {
            "merge",
            "--quiet",
            "--no-commit",
            "--no-ff",
            "--no-stat",
            "--no-log",
            "--no-autostash",
            "--no-verify-signatures",
            "--no-rerere-autoupdate",
            "--strategy=ort",
            conflict.theirs()
        };
        GitOutput output = git.with("GIT_COMMITTER_NAME", Commits.NAME)
                .with("GIT_COMMITTER_EMAIL", Commits.EMAIL)
                .attempt(words);
        switch (output.exitCode()) {
            case 0 -> throw new WorkspaceException(otherwise("it merges without a conflict"));
            case 1 -> {}
            default -> throw GitException.failed(directory, List.of(words), output.exitCode(), output.stderr());
        }
    }

    /**
     * Compares what is in the worktree's index with what the merge without a checkout gave: a resolution of something else could
     * not be used.
     */
    private void requireAgreement(Git git) throws GitException, WorkspaceException {
        Map<String, CollidingPath> expected = conflict.inWorktree();
        Map<CollidingPath, Map<Integer, Side>> found = new HashMap<>();
        Set<String> different = new TreeSet<>();
        for (UnmergedEntry entry : UnmergedEntry.of(git)) {
            CollidingPath path = expected.get(entry.path());
            if (path == null) {
                different.add(GitOutput.shown(entry.path()));
            } else {
                found.computeIfAbsent(path, none -> new HashMap<>()).put(entry.stage(), entry.side());
            }
        }
        for (CollidingPath path : conflict.paths()) {
            Map<Integer, Side> here = found.getOrDefault(path, Map.of());
            boolean same = Objects.equals(here.get(1), path.base())
                    && Objects.equals(here.get(2), path.ours())
                    && Objects.equals(here.get(3), path.theirs());
            if (!same) {
                different.add(path.shownPath());
            }
        }
        different.addAll(differencesBeside(git, expected.keySet()));
        if (!different.isEmpty()) {
            throw new WorkspaceException(otherwise("it differs at " + String.join(", ", different)));
        }
    }

    private List<String> differencesBeside(Git git, Set<String> inWorktree) throws GitException {
        Set<String> inConflict = new HashSet<>(inWorktree);
        conflict.paths().forEach(path -> inConflict.addAll(path.entries()));
        return git
                .run("diff-index", "--cached", "-r", "-z", "--name-only", "--no-renames", conflict.tree())
                .rawRecords()
                .stream()
                .filter(path -> !inConflict.contains(path))
                .map(GitOutput::shown)
                .toList();
    }

    private String otherwise(String how) {
        return "git merges task '" + order.task() + "' in a worktree in another way than without one: " + how
                + ". A .gitattributes that is not committed, or a merge driver, may be the reason; compare 'git merge-tree "
                + conflict.ours() + " " + conflict.theirs() + "' with 'git merge'";
    }

    private void label() throws IOException {
        MarkerLabels labels =
                new MarkerLabels("result so far", "before", "task '" + order.task() + "'", conflict.theirs());
        for (String path : conflict.inWorktree().keySet()) {
            labels.putInto(directory.resolve(GitOutput.shown(path)));
        }
    }

    private String everything(Path administration) throws GitException, IOException, WorkspaceException {
        try (OwnIndex index = OwnIndex.of(new WorktreePlace(directory, administration), conflict.ours())) {
            return index.tree();
        }
    }
}
