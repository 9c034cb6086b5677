package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.scope.Scope;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.StaleLocks;
import dev.stretto.subagents.git.TreeEdit;
import dev.stretto.subagents.git.UnfinishedOperations;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Commits what an attempt left in its worktree. */
final class Harvest {

    /**
     * Work with a name.
     *
     * @param from the commit that it is a change to
     * @param commit the commit that holds it
     * @param left everything that was left, where that is not the same
     * @param name the branch or reference under which it is kept
     */
    private record Kept(String from, String commit, String left, String name) {}

    private final Repository repository;
    private final Origin origin;
    private final Worktree worktree;
    private final Path administration;
    private final String start;
    private final Git git;
    private final Refs refs;
    private final RefsBefore before;
    private final List<String> notices = new ArrayList<>();

    /** @param notices what is known already, in words */
    Harvest(Repository repository, Origin origin, Worktree worktree, List<String> notices) {
        this.notices.addAll(notices);
        this.repository = repository;
        this.origin = origin;
        this.worktree = worktree;
        this.administration = worktree.place().administration();
        this.start = worktree.ref().start();
        this.git = worktree.git();
        this.refs = new Refs(git);
        this.before = new RefsBefore(git, administration, repository);
    }

    Harvested result(Scope scope) throws GitException, IOException, WorkspaceException {
        Optional<String> branch = refs.commit(origin.names().branchRef());
        String head = head().or(() -> branch).orElse(start);
        UnfinishedOperations unfinished = UnfinishedOperations.in(git, administration);
        if (unfinished.none() && !unfinished.conflicts().isEmpty()) {
            notices.add("committed with conflicts that it did not mark as resolved: "
                    + String.join(", ", unfinished.conflicts()));
        }
        Kept kept;
        try (OwnIndex index = OwnIndex.of(worktree.place(), head)) {
            String tree = index.tree();
            if (!index.refused().isEmpty()) {
                notices.add("not committed, since git can't take it in: " + String.join(", ", index.refused()));
            }
            if (!index.keptOut().isEmpty()) {
                notices.add("not committed, because they were copied from your checkout, where git ignores them: "
                        + String.join(", ", index.keptOut()));
            }
            kept = unfinished.none() ? work(tree, head, branch) : asItIs(tree, head, branch);
            FaultPoint.WORK_KEPT.reached(origin.id());
            if (unfinished.none()
                    && head().equals(Optional.of(kept.commit()))
                    && tree(kept.commit()).equals(tree)) {
                index.install();
                Optional<PrivateRepository> own = PrivateRepository.of(repository, worktree.place());
                if (own.isPresent()) {
                    own.get().follow(origin.names(), kept.commit());
                }
            }
        }
        notices.addAll(new OwnReferences(git, repository, administration, origin.names(), before)
                .notices(List.of(kept.commit(), kept.left())));
        List<FileChange> files = Changes.between(git, kept.from(), kept.commit());
        List<String> embedded = worktree.embeddedRepositories();
        if (!embedded.isEmpty()) {
            notices.add("not committed, since they are git repositories of their own: " + String.join(", ", embedded)
                    + "; the workspace " + worktree.directory() + " stays");
        }
        if (files.isEmpty() && embedded.isEmpty()) {
            IgnoredFiles.notice(worktree.place().gitWithFiles(), Provisioning.ignoredBefore(administration))
                    .ifPresent(notices::add);
        }
        List<String> leftOut = Provisioning.leftOut(administration);
        if (!leftOut.isEmpty()) {
            notices.add("not copied to its workspace: " + String.join(", ", leftOut));
        }
        notices.addAll(LinksOut.notices(worktree.place(), kept.from(), kept.commit()));
        WorkResult work = new WorkResult(
                kept.name(),
                kept.from(),
                kept.commit(),
                files,
                outside(scope, files),
                GainedMarkers.in(git, kept.from(), kept.commit()));
        Optional<String> open = unfinished
                .inWords(worktree.directory(), kept.name())
                .or(() -> unresolved(unfinished.conflicts(), work));
        return new Harvested(work, open.orElse(null), notices);
    }

    /** Conflicts of a stash or of a merge that makes no commit: no operation is open, but nobody has resolved them. */
    private static Optional<String> unresolved(List<String> conflicts, WorkResult work) {
        List<String> marked =
                conflicts.stream().filter(work.markers()::contains).toList();
        return marked.isEmpty()
                ? Optional.empty()
                : Optional.of("it left conflicts, with their markers, in " + String.join(", ", marked)
                        + "; its work is kept as " + work.branch());
    }

    /** The commit that is checked out; empty if the subagent left none. */
    private Optional<String> head() throws GitException {
        GitOutput head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return head.succeeded() ? Optional.of(head.line()) : Optional.empty();
    }

    private String tree(String commit) throws GitException {
        return git.line("rev-parse", "--verify", commit + "^{tree}");
    }

    /** Everything that is there, in a commit of its own: git's state and the branch stay as whoever continues has to find them. */
    private Kept asItIs(String tree, String head, Optional<String> branch) throws GitException {
        String commit = snapshot(tree, head);
        String name = refs.keep(origin.names().attemptRef(origin.attempt()), commit);
        if (branch.isPresent() && !refs.contains(branch.get(), commit)) {
            notices.add("commits that its kept files do not include are on "
                    + origin.names().branch());
        }
        GitOutput shared = git.attempt("merge-base", start, commit);
        return new Kept(shared.succeeded() ? shared.line() : start, commit, commit, name);
    }

    private String snapshot(String tree, String head) throws GitException {
        return tree(head).equals(tree) ? head : new Commits(git).writeMerge(tree, List.of(head), origin.message());
    }

    private Kept work(String tree, String head, Optional<String> branch)
            throws GitException, IOException, WorkspaceException {
        if (branch.isPresent() && onlyLooked(tree, head, branch.get())) {
            notices.add("it left " + named(head) + " checked out and changed nothing there; its work is what it has"
                    + " committed on " + origin.names().branch());
            return recorded(start, branch.get(), branch.get(), branch);
        }
        String onto = onto(head, branch);
        if (refs.contains(onto, head)) {
            String commit = onStart(tree, head, branch);
            return recorded(start, commit, commit, branch);
        }
        return elsewhere(tree, head, branch, onto);
    }

    /** What the work is brought to: the attempt's own commits on its branch, if what it has left checked out has none besides. */
    private String onto(String head, Optional<String> branch) throws GitException, IOException {
        return branch.isPresent()
                        && !branch.get().equals(start)
                        && refs.contains(start, branch.get())
                        && before.since(branch.get(), head).isEmpty()
                ? branch.get()
                : start;
    }

    /** True if the work is on the branch, and what is checked out is an earlier version of it, unchanged. */
    private boolean onlyLooked(String tree, String head, String branch) throws GitException, IOException {
        return !head.equals(branch)
                && !branch.equals(start)
                && refs.contains(start, branch)
                && tree(head).equals(tree)
                && before.since(branch, head).isEmpty();
    }

    /** A commit of everything that is there, on top of what is checked out. */
    private String onStart(String tree, String head, Optional<String> branch) throws GitException {
        if (tree(head).equals(tree)) {
            return head;
        }
        if (branch.isPresent()
                && tree(branch.get()).equals(tree)
                && refs.contains(head, branch.get())
                && refs.contains(start, branch.get())) {
            return branch.get();
        }
        String commit = new Commits(git).write(tree, List.of(head), origin.message());
        FaultPoint.WORK_COMMITTED.reached(origin.id());
        return commit;
    }

    /** What was done on top of something else than the start is brought to the start: what merely stood there is not its work. */
    private Kept elsewhere(String tree, String head, Optional<String> branch, String onto)
            throws GitException, IOException {
        detach(head);
        Detour detour = Detour.of(git, before, onto, head, snapshot(tree, head), onto.equals(start));
        String commit = detour.merged().isPresent() ? moved(detour.merged().get(), branch) : detour.commit();
        notices.add("it left " + named(head) + " checked out, " + detour.inWords());
        if (detour.hasWork() && !tree(detour.left()).equals(tree(commit))) {
            String aside = refs.keep(origin.names().asideRef(origin.attempt()), detour.left());
            notices.add("what it left there is kept as " + aside);
        }
        String from = detour.from().equals(onto) ? start : detour.from();
        return recorded(from, commit, detour.left(), branch);
    }

    private Kept recorded(String from, String commit, String left, Optional<String> branch)
            throws GitException, IOException {
        String clean = withoutIncluded(from, commit);
        return new Kept(from, clean, left, record(clean, branch));
    }

    /**
     * The work without the files that Stretto has copied to the workspace, which may be secrets. Where the attempt has committed one of
     * them, its commits become one.
     */
    private String withoutIncluded(String from, String commit) throws GitException, IOException {
        Set<String> included = Provisioning.included(administration);
        if (included.isEmpty()) {
            return commit;
        }
        Set<String> before =
                Set.copyOf(git.run("ls-tree", "-r", "-z", "--name-only", from).rawRecords());
        List<String> held = git
                .run(
                        "log",
                        "--format=",
                        "--name-only",
                        "-z",
                        "-m",
                        "--no-renames",
                        "--diff-filter=d",
                        from + ".." + commit)
                .rawRecords()
                .stream()
                .map(path -> path.startsWith("\n") ? path.substring(1) : path)
                .distinct()
                .filter(path -> included.contains(path) && !before.contains(path))
                .toList();
        if (held.isEmpty()) {
            return commit;
        }
        notices.add("its work is one commit without "
                + held.stream().map(GitOutput::shown).collect(Collectors.joining(", "))
                + ", which it had committed: this was copied from your checkout, where git ignores it");
        return new Commits(git).write(TreeEdit.of(git, tree(commit), held, Map.of()), List.of(from), origin.message());
    }

    /** The work, moved onto the start; the same commit if that was done before. */
    private String moved(Detour.Merged merged, Optional<String> branch) throws GitException {
        if (branch.isPresent()
                && refs.contains(start, branch.get())
                && tree(branch.get()).equals(merged.tree())) {
            return branch.get();
        }
        return new Commits(git).writeMerge(merged.tree(), merged.parents(), origin.message());
    }

    /** The branch is about to stand at something else than what is checked out. */
    private void detach(String head) throws GitException {
        if (git.attempt("symbolic-ref", "--quiet", "HEAD")
                .line()
                .equals(origin.names().branchRef())) {
            git.run("update-ref", "--no-deref", "HEAD", head);
        }
    }

    /** As people know it: by a tag or a branch that stands there. */
    private String named(String commit) throws GitException {
        String id = commit.substring(0, Refs.SHORT_ID);
        return git
                .run(
                        "for-each-ref",
                        "--format=%(refname:short)",
                        "--sort=-refname",
                        "--points-at=" + commit,
                        "refs/tags/",
                        "refs/heads/",
                        "refs/remotes/")
                .lines()
                .stream()
                .filter(name ->
                        !name.startsWith(RefNames.runBranch(origin.names().run())))
                .findFirst()
                .map(name -> name + " (" + id + ")")
                .orElse(id);
    }

    /** Gives the commit its name, and keeps what loses one. */
    private String record(String commit, Optional<String> branch) throws GitException, IOException {
        RefNames names = origin.names();
        if (superseded()) {
            return refs.keep(names.attemptRef(origin.attempt()), commit);
        }
        if (branch.isPresent() && !refs.contains(branch.get(), start) && !refs.contains(branch.get(), commit)) {
            String aside = refs.keep(names.asideRef(origin.attempt()), branch.get());
            notices.add("commits that it had made on " + names.branch() + " and that are not in its work are kept as "
                    + aside);
        }
        if (!branch.equals(Optional.of(commit))) {
            List<Path> locks =
                    List.of(StaleLocks.ofBranch(repository, names.branchRef()), StaleLocks.ofHead(administration));
            StaleLocks.past(locks, () -> refs.put(names.branchRef(), commit));
        }
        return names.branch();
    }

    /** True if the task's branch belongs to a later attempt, or to nobody because the run is integrated. */
    private boolean superseded() throws GitException {
        RefNames names = origin.names();
        int attempt = origin.attempt();
        return LaterAttempts.worktreeExists(worktree.directory(), attempt)
                || LaterAttempts.earlierWorkIsKept(refs, names, attempt)
                || refs.commit(RefNames.runBranchRef(names.run())).isPresent()
                || refs.commit(names.integratedRef()).isPresent();
    }

    private static List<String> outside(Scope scope, List<FileChange> files) {
        return files.stream()
                .flatMap(Changes::paths)
                .filter(path -> !scope.covers(path))
                .distinct()
                .toList();
    }
}
