package dev.stretto.subagents.git.integration;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Results that a run's branch stood at before, kept under {@code refs/stretto-results/RUN}. */
final class EarlierResults {
    private final Repository repository;
    private final PinnedBase base;
    private final String run;
    private final Map<String, String> commits;

    private EarlierResults(Repository repository, PinnedBase base, String run, Map<String, String> commits) {
        this.repository = repository;
        this.base = base;
        this.run = run;
        this.commits = commits;
    }

    static EarlierResults of(Repository repository, PinnedBase base, String run) throws GitException {
        Map<String, String> kept = repository.refs().under(RefNames.resultPrefix(run));
        return new EarlierResults(repository, base, run, kept);
    }

    boolean contain(String commit) {
        return commits.containsValue(commit);
    }

    /** What the user should know of those that a new result does not build on. */
    List<String> notesBeside(String result) throws GitException {
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, String> kept : commits.entrySet()) {
            if (!repository.refs().contains(kept.getValue(), result)) {
                notes.add(note(kept.getKey(), ownCommits(kept.getValue(), result)));
            }
        }
        if (checkoutStandsAtOne()) {
            notes.add("the checkout at " + repository.workTree()
                    + " stands at the earlier result, on no branch; type: git" + " switch " + RefNames.runBranch(run));
        }
        return notes;
    }

    /** Where the user had the run's branch checked out when it was taken away. */
    private boolean checkoutStandsAtOne() throws GitException {
        if (commits.isEmpty()
                || repository.git().attempt("symbolic-ref", "--quiet", "HEAD").succeeded()) {
            return false;
        }
        return contain(repository
                .git()
                .attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
                .line());
    }

    private String note(String ref, int own) {
        String before = RefNames.runBranch(run) + " stood at another result before";
        return switch (own) {
            case 0 -> before + ", which is kept as " + ref;
            case 1 -> before + ", with a commit on it that is not Stretto's: it is kept as " + ref;
            default -> before + ", with " + own + " commits on it that are not Stretto's: they are kept as " + ref;
        };
    }

    /** How many commits of a kept result are neither Stretto's nor a subagent's, and on no branch of the user's. */
    int ownCommits(String kept, String result) throws GitException {
        Refs refs = repository.refs();
        List<String> known = new ArrayList<>(List.of(kept, "^" + base.commit(), "^" + result));
        for (String prefix : RefNames.workPrefixes(run)) {
            Collection<String> work = refs.under(prefix).values();
            work.forEach(commit -> known.add("^" + commit));
        }
        refs.outside().values().forEach(commit -> known.add("^" + commit));
        String stretto = " " + Commits.EMAIL + " " + run;
        return (int) repository
                .git()
                .fed(String.join("\n", known) + "\n")
                .run(
                        "rev-list",
                        "--stdin",
                        "--no-commit-header",
                        "--format=%H %ce %(trailers:key=Stretto-Run,valueonly,separator=%x2C)")
                .lines()
                .stream()
                .filter(line -> !line.endsWith(stretto))
                .count();
    }
}
