package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.HeadLog;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.OwnIndex;
import dev.stretto.subagents.git.workspace.WorktreePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** Commits what a resolver left in its worktree, and has it judged. */
final class ResolutionHarvest {

    /**
     * What was kept.
     *
     * @param commit everything that was there; what was checked out if nothing was changed
     * @param name the reference under which it is kept; empty if nothing was changed
     * @param embedded repositories of their own in there, which are in no commit
     * @param notices what the user should know of it, in words
     */
    record Kept(String commit, String tree, Optional<String> name, List<String> embedded, List<String> notices) {}

    /** A commit, and the name that it was given. */
    private record Named(String commit, String name) {}

    private final Repository repository;
    private final RefNames names;
    private final WorktreePlace place;
    private final ConflictMark mark;
    private final Git git;

    ResolutionHarvest(Repository repository, RefNames names, WorktreePlace place, ConflictMark mark) {
        this.repository = repository;
        this.names = names;
        this.place = place;
        this.mark = mark;
        this.git = place.git();
    }

    HarvestedResolution result(ResolutionOrder order, Optional<String> failure)
            throws GitException, IOException, WorkspaceException {
        Kept kept = keep();
        FaultPoint.RESOLUTION_KEPT.reached(names.task());
        List<String> problems = new ArrayList<>();
        if (failure.isPresent()) {
            problems.add(failure.get());
        } else {
            MetConflict conflict = MetConflict.of(repository, mark.ours(), mark.theirs());
            ResolutionJudgement judgement = new ResolutionJudgement(repository.git(), mark, conflict, kept.tree());
            problems.addAll(judgement.problems(kept.embedded()));
            if (problems.isEmpty()) {
                // What git made of it may be what the resolver wants.
                String commit = kept.name().isPresent()
                        ? kept.commit()
                        : keep(kept.tree(), mark.ours()).commit();
                List<String> notices = new ArrayList<>(kept.notices());
                notices.addAll(judgement.notices(order.task()));
                return new HarvestedResolution.Taken(commit, judgement.resolution(order), notices);
            }
        }
        return new HarvestedResolution.Refused(kept.commit(), String.join("; ", problems) + ". " + whatToDo(kept));
    }

    private String whatToDo(Kept kept) {
        String again = "'stretto retry " + names.run() + "' has a resolver try again";
        return kept.name()
                .map(name -> "What it left is kept as " + name + ": take over from there what is of use, or " + again)
                .orElse("It left nothing; " + again);
    }

    Kept keep() throws GitException, IOException, WorkspaceException {
        if (!Files.isDirectory(place.directory())) {
            throw new WorkspaceException("there is no directory " + place.directory() + " any more");
        }
        String head = head();
        try (OwnIndex index = OwnIndex.of(place, head)) {
            List<String> embedded = index.embedded();
            String tree = index.tree();
            if (tree.equals(mark.tree()) && head.equals(mark.ours())) {
                return new Kept(mark.ours(), tree, Optional.empty(), embedded, List.of());
            }
            Optional<String> leftBehind = tree(head).equals(tree) ? leftBehind(head) : Optional.empty();
            if (leftBehind.isPresent()) {
                String commit = leftBehind.get();
                String name = repository.refs().keep(names.resolutionRef(mark.round()), commit);
                String notice = "the resolver ended with " + head.substring(0, Refs.SHORT_ID)
                        + " checked out, unchanged;" + " Stretto took the resolver's earlier commit "
                        + commit.substring(0, Refs.SHORT_ID) + " instead";
                return new Kept(commit, tree(commit), Optional.of(name), embedded, List.of(notice));
            }
            Named named = keep(tree, head);
            return new Kept(named.commit(), tree, Optional.of(named.name()), embedded, List.of());
        }
    }

    /** The last commit that the resolver made of both sides, if it checked out something else afterwards that holds less. */
    private Optional<String> leftBehind(String head) throws GitException, IOException {
        Refs refs = repository.refs();
        if (refs.contains(mark.theirs(), head)) {
            return Optional.empty();
        }
        for (String commit :
                HeadLog.made(place.administration()).map(SequencedSet::reversed).orElseGet(LinkedHashSet::new)) {
            if (refs.contains(mark.theirs(), commit) && refs.contains(mark.ours(), commit)) {
                return Optional.of(commit);
            }
        }
        return Optional.empty();
    }

    private String tree(String commit) throws GitException {
        return git.line("rev-parse", "--verify", commit + "^{tree}");
    }

    private Named keep(String tree, String head) throws GitException {
        String commit = commit(tree, head);
        return new Named(commit, repository.refs().keep(names.resolutionRef(mark.round()), commit));
    }

    /** Where the directory of a checkout is gone, git may still know of commits that were made there. */
    static void keepHead(Repository repository, RefNames names, Path administration) throws GitException, IOException {
        Optional<ConflictMark> mark = ConflictMark.of(administration);
        GitOutput head = repository.git(administration).attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        if (mark.isPresent()
                && head.succeeded()
                && !repository.refs().contains(head.line(), mark.get().ours())) {
            repository.refs().keep(names.resolutionRef(mark.get().round()), head.line());
        }
    }

    private String head() throws GitException {
        GitOutput head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return head.succeeded() ? head.line() : mark.ours();
    }

    /** The resolver's own commit if it has made one of everything. The same content always gives the same commit. */
    private String commit(String tree, String head) throws GitException {
        boolean committed = !head.equals(mark.ours()) && tree(head).equals(tree);
        if (committed) {
            return head;
        }
        List<String> parents = new ArrayList<>(List.of(head));
        if (!repository.refs().contains(mark.theirs(), head)) {
            parents.add(mark.theirs());
        }
        String message = "Resolve the conflict of task " + names.task() + " (run " + names.run() + ", round "
                + mark.round() + ")\n\nStretto-Run: " + names.run() + "\nStretto-Task: " + names.task() + "\n";
        return new Commits(git).writeMerge(tree, parents, message);
    }
}
