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
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Commits what an attempt left in its worktree. */
final class Harvest {
    private final Repository repository;
    private final Origin origin;
    private final Worktree worktree;
    private final Git git;
    private final Refs refs;

    Harvest(Repository repository, Origin origin, Worktree worktree) {
        this.repository = repository;
        this.origin = origin;
        this.worktree = worktree;
        this.git = worktree.git();
        this.refs = new Refs(git);
    }

    WorkResult result(Scope scope) throws GitException, IOException, WorkspaceException {
        String start = worktree.ref().start();
        Optional<String> branch = refs.commit(origin.names().branchRef());
        String head = head().or(() -> branch).orElse(start);
        String commit;
        String name;
        try (OwnIndex index = OwnIndex.of(worktree.place(), head)) {
            commit = commit(index.tree(), start, head, branch);
            name = record(commit, branch);
            FaultPoint.WORK_KEPT.reached(origin.id());
            if (head().equals(Optional.of(commit))) {
                index.install();
            }
        }
        List<FileChange> files = Changes.between(git, start, commit);
        return new WorkResult(name, start, commit, files, outside(scope, files));
    }

    /** The commit that is checked out; empty if the subagent left none. */
    private Optional<String> head() throws GitException {
        GitOutput head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return head.succeeded() ? Optional.of(head.line()) : Optional.empty();
    }

    /** A commit of everything that is there, as a change to what the attempt began from. */
    private String commit(String tree, String start, String head, Optional<String> branch) throws GitException {
        boolean onStart = refs.contains(start, head);
        if (onStart && tree(head).equals(tree)) {
            return head;
        }
        if (branch.isPresent()
                && tree(branch.get()).equals(tree)
                && refs.contains(head, branch.get())
                && refs.contains(start, branch.get())) {
            return branch.get();
        }
        String commit = new Commits(git).write(tree, parents(start, head, onStart), origin.message());
        FaultPoint.WORK_COMMITTED.reached(origin.id());
        return commit;
    }

    /** Where the subagent went back behind the start, what it took away would count as never done: git merges only what is new. */
    private List<String> parents(String start, String head, boolean onStart) throws GitException {
        if (onStart) {
            return List.of(head);
        }
        return refs.contains(head, start) ? List.of(start) : List.of(start, head);
    }

    private String tree(String commit) throws GitException {
        return git.line("rev-parse", "--verify", commit + "^{tree}");
    }

    /** Gives the commit its name, and keeps what loses one. */
    private String record(String commit, Optional<String> branch) throws GitException, IOException {
        RefNames names = origin.names();
        if (superseded()) {
            return refs.keep(names.attemptRef(origin.attempt()), commit);
        }
        if (branch.isPresent() && !refs.contains(branch.get(), commit)) {
            refs.keep(names.asideRef(origin.attempt()), branch.get());
        }
        if (!branch.equals(Optional.of(commit))) {
            List<Path> locks = List.of(
                    StaleLocks.ofBranch(repository, names.branchRef()),
                    StaleLocks.ofHead(worktree.place().administration()));
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
