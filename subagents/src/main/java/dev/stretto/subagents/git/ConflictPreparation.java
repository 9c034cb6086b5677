package dev.stretto.subagents.git;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.synthesis.ResolutionOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        this.conflict = MetConflict.of(
                repository.git(), order.soFar().commit(), order.branch().commit());
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
        Set<String> paths = agreed(git);
        label(paths);
        ConflictMark mark = new ConflictMark(
                order.round(), conflict.ours(), conflict.theirs(), everything(administration), List.copyOf(paths));
        mark.write(administration);
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
     *
     * @return the files in conflict
     */
    private Set<String> agreed(Git git) throws GitException, WorkspaceException {
        ConflictStages here =
                ConflictStages.of(git.run("ls-files", "-z", "--unmerged").rawRecords());
        ConflictStages there = conflict.stages().renamed(conflict::inWorktree);
        Set<String> different = new TreeSet<>(here.differencesFrom(there));
        Set<String> inConflict = new HashSet<>(here.paths());
        inConflict.addAll(conflict.stages().paths());
        git
                .run("diff-index", "--cached", "-r", "-z", "--name-only", "--no-renames", conflict.tree())
                .rawRecords()
                .stream()
                .filter(path -> !inConflict.contains(path))
                .forEach(different::add);
        if (!different.isEmpty()) {
            throw new WorkspaceException(otherwise(
                    "it differs at " + different.stream().map(GitOutput::shown).collect(Collectors.joining(", "))));
        }
        return here.paths();
    }

    private String otherwise(String how) {
        return "git merges task '" + order.task() + "' in a worktree in another way than without one: " + how
                + ". A .gitattributes that is not committed, or a merge driver, may be the reason; compare 'git merge-tree "
                + conflict.ours() + " " + conflict.theirs() + "' with 'git merge'";
    }

    private void label(Set<String> paths) throws IOException {
        MarkerLabels labels =
                new MarkerLabels("result so far", "before", "task '" + order.task() + "'", conflict.theirs());
        for (String path : paths) {
            labels.putInto(directory.resolve(GitOutput.shown(path)));
        }
    }

    private String everything(Path administration) throws GitException, IOException, WorkspaceException {
        try (OwnIndex index = OwnIndex.of(new WorktreePlace(directory, administration), conflict.ours())) {
            return index.tree();
        }
    }
}
