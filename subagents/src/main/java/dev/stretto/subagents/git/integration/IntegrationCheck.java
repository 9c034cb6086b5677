package dev.stretto.subagents.git.integration;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.GitVersion;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a run's log says of its merged result with what is in the repository: every commit that is recorded is
 * there and has the content that its id stands for; the result's history is one merge for each merged task, from the base
 * on, that takes in the recorded work and names run, task and attempt; and the run's branch, if it is there, holds the
 * result. Changes nothing.
 */
public final class IntegrationCheck {

    /** What came of comparing. */
    public sealed interface Answer {}

    /**
     * It was compared.
     *
     * @param findings what does not agree, each in words; empty if everything does
     */
    public record Checked(List<String> findings) implements Answer {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    /**
     * It can't be compared.
     *
     * @param why for instance that the repository is not there
     */
    public record NotCheckable(String why) implements Answer {}

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final String NO_FILE = "/dev/null/none";

    private final Git git;
    private final Refs refs;
    private final String run;
    private final String base;
    private final MergeResult merge;
    private final Map<String, RecordedWork> works = new LinkedHashMap<>();
    private final Map<String, RecordedResolution> resolutions = new LinkedHashMap<>();
    private final Set<String> findings = new LinkedHashSet<>();

    private IntegrationCheck(
            Repository repository,
            String run,
            PinnedBase base,
            MergeResult merge,
            Collection<RecordedWork> works,
            Collection<RecordedResolution> resolutions) {
        this.git = repository.git().with("GIT_NO_REPLACE_OBJECTS", "1").with("GIT_GRAFT_FILE", NO_FILE);
        this.refs = new Refs(git);
        this.run = run;
        this.base = base.commit();
        this.merge = merge;
        works.forEach(work -> this.works.put(work.task(), work));
        resolutions.forEach(one -> this.resolutions.put(one.resolution().task(), one));
    }

    /**
     * Compares one recorded merge.
     *
     * @param run the run's id
     * @param base what it started from, with the repository that is looked into
     * @param merge the recorded merge
     * @param integration what is recorded of its integration; null if it was not integrated, or if a later result was
     * @param works the recorded work of the tasks as it was when they were merged
     * @param resolutions how resolvers have brought tasks together with the rest
     */
    public static Answer of(
            String run,
            PinnedBase base,
            MergeResult merge,
            @Nullable Integration integration,
            Collection<RecordedWork> works,
            Collection<RecordedResolution> resolutions) {
        Path workTree = Path.of(base.repository());
        if (!Files.isDirectory(workTree)) {
            return new NotCheckable("the repository " + workTree + " is not there");
        }
        IntegrationCheck check;
        try {
            GitVersion.require(workTree);
            Optional<Path> root = Repositories.workTree(workTree);
            if (root.isPresent() && !Files.isSameFile(root.get(), workTree)) {
                return new NotCheckable("the repository " + workTree + " is not there: this directory belongs to "
                        + root.get() + " now");
            }
            check = new IntegrationCheck(Repository.at(workTree), run, base, merge, works, resolutions);
        } catch (GitException | IOException | WorkspaceException e) {
            return new NotCheckable("the repository " + workTree + " can't be read: " + e.getMessage());
        }
        try {
            check.compare(integration);
        } catch (GitException e) {
            if (e.exitCode().isEmpty()) {
                return new NotCheckable("the repository " + workTree + " can't be read: " + e.getMessage());
            }
            check.findings.add("the repository is damaged: " + e.getMessage());
        }
        return new Checked(List.copyOf(check.findings));
    }

    private void compare(@Nullable Integration integration) throws GitException {
        Map<String, String> recorded = new LinkedHashMap<>();
        recorded.put(base, "the base");
        recorded.put(merge.commit(), "the result");
        works.values().forEach(work -> recorded.putIfAbsent(work.result().commit(), "the work of " + of(work)));
        resolutions
                .values()
                .forEach(one -> recorded.putIfAbsent(
                        one.commit(),
                        "what the resolver of task '" + one.resolution().task() + "' left"));
        Map<String, CommitObject> there = existing(recorded);
        if (there.containsKey(base) && there.containsKey(merge.commit())) {
            compareHistory();
            compareLeftOut(there.keySet());
            requireFiles();
        }
        if (integration != null && integration.branch() != null) {
            compareBranch(integration.branch(), there.containsKey(merge.commit()));
        }
    }

    private static String of(RecordedWork work) {
        return "attempt " + work.task() + "#" + work.attempt();
    }

    /** Those of the recorded commits that are there. */
    private Map<String, CommitObject> existing(Map<String, String> recorded) throws GitException {
        List<String> ids = recorded.keySet().stream()
                .filter(id -> ID.matcher(id).matches())
                .toList();
        Map<String, CommitObject> there = CommitObject.read(git, ids);
        recorded.forEach((id, what) -> {
            if (!ID.matcher(id).matches()) {
                findings.add(what + " is recorded as '" + id + "', which is no commit's id");
            } else if (!there.containsKey(id)) {
                findings.add(what + ", commit " + id + ", is not in the repository, or can't be read");
            }
        });
        requireGenuine(there.values());
        there.values().removeIf(commit -> !commit.genuine());
        return there;
    }

    private void requireGenuine(Collection<CommitObject> commits) throws GitException {
        Set<String> replaced = refs.under("refs/replace/").keySet();
        for (CommitObject commit : commits) {
            if (!commit.genuine()) {
                findings.add("commit " + commit.id() + " was forged: what is stored under this id has another one");
            }
            if (replaced.contains("refs/replace/" + commit.id())) {
                findings.add("commit " + commit.id()
                        + " is hidden: git shows another one in its place, by refs/replace/" + commit.id());
            }
        }
    }

    private void compareHistory() throws GitException {
        List<CommitObject> history = history();
        requireGenuine(history);
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int place = 0; place < history.size(); place++) {
            int at = place;
            history.get(place).mergedParents().forEach(parent -> places.putIfAbsent(parent, at));
        }
        Set<Integer> explained = new HashSet<>();
        int last = -1;
        for (String task : merge.merged()) {
            RecordedWork work = works.get(task);
            if (work == null) {
                findings.add("task '" + task + "' is recorded as merged, but no work of it is");
                continue;
            }
            Integer place = places.get(work.result().commit());
            if (place != null && place > last) {
                explained.add(place);
                compareTrailers(history.get(place), work);
                compareResolution(history.get(place), task);
                last = place;
            } else if (!isIn(
                    work.result().commit(), last < 0 ? base : history.get(last).id())) {
                findings.add("no merge in the history of the result " + merge.commit() + " takes in commit "
                        + work.result().commit() + ", the work of " + of(work));
            }
        }
        for (int place = 0; place < history.size(); place++) {
            if (!explained.contains(place)) {
                findings.add("commit " + history.get(place).id() + " in the history of the result " + merge.commit()
                        + " belongs to no task that is recorded as merged at that place");
            }
        }
    }

    /** From the first commit after the base to the result, by first parents; one more than there may be at most. */
    private List<CommitObject> history() throws GitException {
        int most = merge.merged().size() + 1;
        List<String> ids = git.run(
                        "-c",
                        "core.commitGraph=false",
                        "rev-list",
                        "--first-parent",
                        "--max-count=" + most,
                        merge.commit(),
                        "^" + base)
                .lines()
                .reversed();
        Map<String, CommitObject> read = ids.isEmpty() ? Map.of() : CommitObject.read(git, ids);
        List<CommitObject> history = new ArrayList<>();
        String before = base;
        for (String id : ids) {
            CommitObject commit = read.get(id);
            if (commit == null) {
                findings.add("commit " + id + " in the history of the result " + merge.commit() + " can't be read");
                continue;
            }
            if (ids.size() < most && !commit.firstParent().equals(Optional.of(before))) {
                findings.add("commit " + id + " in the history of the result " + merge.commit() + " was not made on "
                        + before + ", as the log says");
            }
            history.add(commit);
            before = id;
        }
        return history;
    }

    private void compareTrailers(CommitObject commit, RecordedWork work) {
        compareTrailer(commit, work, "Stretto-Run", run);
        compareTrailer(commit, work, "Stretto-Task", work.task());
        compareTrailer(commit, work, "Stretto-Attempt", String.valueOf(work.attempt()));
    }

    private void compareTrailer(CommitObject commit, RecordedWork work, String name, String value) {
        String said = commit.trailers().get(name);
        if (!value.equals(said)) {
            findings.add("commit " + commit.id() + ", which takes in the work of " + of(work) + ", says "
                    + (said == null ? "nothing about " + name : name + ": " + said) + " instead of " + value);
        }
    }

    private void compareResolution(CommitObject commit, String task) throws GitException {
        RecordedResolution recorded = resolutions.get(task);
        if (recorded != null) {
            findings.addAll(ResolutionCheck.findings(git, commit.id(), recorded.resolution()));
        }
    }

    private boolean isIn(String commit, String later) throws GitException {
        return ID.matcher(commit).matches()
                && CommitObject.read(git, List.of(commit)).containsKey(commit)
                && refs.contains(commit, later);
    }

    private void compareLeftOut(Set<String> there) throws GitException {
        for (var conflict : merge.conflicts()) {
            RecordedWork work = works.get(conflict.task());
            if (work != null
                    && there.contains(work.result().commit())
                    && refs.contains(work.result().commit(), merge.commit())) {
                findings.add("the work of " + of(work) + " is recorded as left out, but it is in the result "
                        + merge.commit());
            }
        }
    }

    private void requireFiles() throws GitException {
        GitOutput all = git.attempt("rev-list", "--objects", "--quiet", merge.commit(), "^" + base);
        if (!all.succeeded()) {
            findings.add("not everything that belongs to the result " + merge.commit() + " is in the repository: "
                    + all.stderr().strip());
        }
    }

    private void compareBranch(String branch, boolean resultIsThere) throws GitException {
        if (!branch.equals(RefNames.runBranch(run))) {
            findings.add("the result's branch is recorded as '" + branch + "', not as " + RefNames.runBranch(run));
        }
        Optional<String> stands = refs.commit(RefNames.runBranchRef(run));
        if (stands.isPresent() && resultIsThere && !refs.contains(merge.commit(), stands.get())) {
            findings.add("the branch " + RefNames.runBranch(run) + " stands at " + stands.get()
                    + ", which does not hold the result " + merge.commit());
        }
    }
}
