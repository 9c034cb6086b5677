package dev.stretto.subagents.git.provenance;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.GitVersion;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells from which attempts the lines of a file come: by the trailers of the commits that brought them, and for commits that
 * have none by the merge that took them in. It asks git alone; whether the trailers say the truth is for {@code
 * IntegrationCheck} to find out. Changes nothing.
 */
public final class Provenance {
    private static final String NO_FILE = "/dev/null/none";

    private final Path root;
    private final String below;
    private final Git git;
    private final Git at;

    private Provenance(Path root, String below, Path at) {
        this.root = root;
        this.below = below;
        this.git = honest(Git.in(root));
        this.at = honest(Git.in(at));
    }

    /** Git without what it may have been told to show in place of commits. */
    private static Git honest(Git git) {
        return git.with("GIT_NO_REPLACE_OBJECTS", "1").with("GIT_GRAFT_FILE", NO_FILE);
    }

    /**
     * Provenance in a repository.
     *
     * @param repository any directory in it
     * @param here what paths are relative to if it lies in a work tree of that repository; otherwise they are relative to the
     *     root
     */
    public static Provenance in(Path repository, Path here)
            throws ProvenanceException, WorkspaceException, GitException {
        if (!Files.isDirectory(repository)) {
            throw new ProvenanceException("there is no directory " + repository + ", so no git repository either");
        }
        GitVersion.require(repository);
        GitOutput common = commonDirectory(repository);
        if (!common.succeeded()) {
            throw new ProvenanceException(
                    common.stderr().contains("not a git repository")
                            ? repository + " is in no git repository"
                            : repository + " can't be used as a git repository: "
                                    + common.stderr().strip().split("\n", 2)[0]);
        }
        boolean inside = commonDirectory(here).line().equals(common.line());
        Path at = inside ? here : repository;
        GitOutput top = Git.in(at).attempt("rev-parse", "--show-toplevel");
        return top.succeeded()
                ? new Provenance(Path.of(top.line()), inside ? Git.in(at).line("rev-parse", "--show-prefix") : "", at)
                : new Provenance(Path.of(common.line()), "", at);
    }

    private static GitOutput commonDirectory(Path directory) throws GitException {
        return Git.in(directory).attempt("rev-parse", "--path-format=absolute", "--git-common-dir");
    }

    /** The repository's work tree, or its folder if it has none. */
    public Path repository() {
        return root;
    }

    /** The full id of the commit that a revision stands for; empty if there is none. */
    public Optional<String> commit(String revision) throws GitException {
        GitOutput commit = at.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        return commit.succeeded() ? Optional.of(commit.line()) : Optional.empty();
    }

    /**
     * Where the lines of a file come from.
     *
     * @param commit the full id of the commit whose file is meant
     * @param place the file's path, or {@code PATH:LINE}, or {@code PATH:FROM-TO}; if there is a file that is called so as a
     *     whole, that one is meant
     * @throws ProvenanceException if there is no such file, or it has no such lines
     */
    public BlamedFile blame(String commit, String place) throws ProvenanceException, GitException {
        PlaceInCommit.Meant meant = new PlaceInCommit(git, root, below, commit).find(place);
        List<Blame.Group> groups =
                meant.count() == 0 ? List.of() : Blame.of(git, commit, meant.file(), meant.from(), meant.to());
        return new BlamedFile(root.toString(), commit, meant.file().path(), meant.count(), ranges(commit, groups));
    }

    private List<BlamedFile.Range> ranges(String tip, List<Blame.Group> groups) throws GitException {
        List<BlamedFile.Range> ranges = new ArrayList<>();
        if (groups.isEmpty()) {
            return ranges;
        }
        Map<String, LoggedCommit> commits =
                LoggedCommit.read(git, groups.stream().map(Blame.Group::commit).collect(Collectors.toSet()));
        TakenIn taken = TakenIn.into(git, tip);
        for (Blame.Group group : groups) {
            LoggedCommit commit = Optional.ofNullable(commits.get(group.commit()))
                    .orElseThrow(() -> new IllegalStateException("git knows no commit " + group.commit()));
            ranges.add(new BlamedFile.Range(
                    group.from(),
                    group.to(),
                    commit.commit(),
                    GitOutput.shown(group.rawPath()),
                    source(commit, taken.by(group.commit()).orElse(null))));
        }
        return ranges;
    }

    private static LineSource source(LoggedCommit commit, LineSource.@Nullable Merge merge) {
        LoggedCommit.Trailers trailers = commit.believed(merge);
        if (trailers != null) {
            return new LineSource.Attempt(
                    trailers.run(),
                    trailers.task(),
                    trailers.attempt(),
                    commit.isMerge() ? LineSource.How.IN_MERGE : LineSource.How.LEFT_BEHIND,
                    merge,
                    commit.remadeBy());
        }
        if (merge != null) {
            return new LineSource.Attempt(
                    merge.run(), merge.task(), merge.attempt(), LineSource.How.OWN_COMMIT, merge, null);
        }
        return new LineSource.Elsewhere();
    }
}
