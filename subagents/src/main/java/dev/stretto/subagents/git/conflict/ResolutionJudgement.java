package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Blobs;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.TaskNames;
import dev.stretto.subagents.git.TreeListing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what a resolver has made of a conflict: whether all of it is resolved, and nothing else was changed. */
final class ResolutionJudgement {
    /** So far a file is searched for markers. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Git git;
    private final Blobs blobs;
    private final ConflictMark mark;
    private final MetConflict conflict;
    private final String tree;
    private final Map<String, Side> files;
    private final Map<String, Side> shown = new HashMap<>();

    /** @param tree everything that the resolver has left */
    ResolutionJudgement(Git git, ConflictMark mark, MetConflict conflict, String tree) throws GitException {
        this.git = git;
        this.blobs = Blobs.in(git.directory());
        this.mark = mark;
        this.conflict = conflict;
        this.tree = tree;
        this.files = TreeListing.files(git, tree);
    }

    /**
     * Why it can't be taken, each in words; empty if it can.
     *
     * @param embedded repositories of their own that the resolver has made
     */
    List<String> problems(List<String> embedded) throws GitException {
        List<String> problems = new ArrayList<>(leftInConflict());
        List<String> changed = new ArrayList<>(changedBeside());
        changed.addAll(embedded);
        if (!changed.isEmpty()) {
            problems.add("it changed " + TaskNames.listed(changed) + ", which " + (changed.size() == 1 ? "is" : "are")
                    + " not in conflict");
        }
        return problems;
    }

    private List<String> changedBeside() throws GitException {
        Set<String> inConflict = new HashSet<>(conflict.inWorktree().keySet());
        conflict.paths().forEach(path -> inConflict.add(path.path()));
        return git.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", mark.tree(), tree).rawRecords().stream()
                .filter(path -> !inConflict.contains(path))
                .map(GitOutput::shown)
                .toList();
    }

    private List<String> leftInConflict() throws GitException {
        List<String> left = new ArrayList<>();
        conflict.inWorktree().forEach((name, path) -> {
            if (!name.equals(path.path()) && files.containsKey(name)) {
                left.add("'" + GitOutput.shown(name) + "', to which git set '" + path.shownPath()
                        + "' aside, is still there: it has to get its own name, or be deleted");
            }
        });
        for (CollidingPath path : conflict.paths()) {
            if (path.kind() == CollisionKind.FILE_FOLDER && files.containsKey(path.path())) {
                left.add(path.shownPath() + " is a file, where the other side has a folder: it has to go");
            }
            OptionalInt marker = marker(path);
            if (marker.isPresent()) {
                left.add(path.shownPath() + " still has a conflict marker in line " + marker.getAsInt());
            }
        }
        return left;
    }

    private OptionalInt marker(CollidingPath path) throws GitException {
        String text = text(files.get(path.path()));
        if (!LeftMarkers.possibleIn(text)) {
            return OptionalInt.empty();
        }
        List<String> sides = List.of(text(path.ours()), text(path.theirs()), text(path.base()));
        return LeftMarkers.like(marked(path), sides).first(text, sides.subList(0, 2));
    }

    /** What git made of a file, for the resolver to begin with. */
    private String marked(CollidingPath path) throws GitException {
        if (shown.isEmpty()) {
            shown.putAll(TreeListing.files(git, mark.tree()));
        }
        StringBuilder marked = new StringBuilder();
        for (Map.Entry<String, CollidingPath> file : conflict.inWorktree().entrySet()) {
            if (file.getValue().equals(path)) {
                marked.append(text(shown.get(file.getKey()))).append('\n');
            }
        }
        return marked.toString();
    }

    /** A file's content, a character for each byte; empty for what is no file. */
    private String text(@Nullable Side side) throws GitException {
        return side != null && side.mode().startsWith("100")
                ? blobs.read(side.blob(), MOST_BYTES)
                        .map(content -> new String(content.bytes(), StandardCharsets.ISO_8859_1))
                        .orElse("")
                : "";
    }

    /** The resolution, once there are no problems. */
    Resolution resolution(ResolutionOrder order) {
        return new Resolution(order.task(), with(order.soFar(), order.task()), resolved());
    }

    private List<ResolvedPath> resolved() {
        return conflict.paths().stream()
                .map(path -> new ResolvedPath(path.collision(), files.get(path.path())))
                .toList();
    }

    private static List<String> with(MergeResult soFar, String task) {
        Set<String> conflicting = new HashSet<>();
        soFar.conflictSets().stream()
                .map(ConflictSet::tasks)
                .filter(tasks -> tasks.contains(task))
                .forEach(conflicting::addAll);
        return soFar.merged().stream().filter(conflicting::contains).toList();
    }

    /** Where nothing of a side is left, which the resolver may have meant, or overlooked. */
    List<String> notices(String task) {
        List<String> notices = new ArrayList<>();
        for (ResolvedPath path : resolved()) {
            Collision collision = path.collision();
            boolean oursWon = Objects.equals(path.result(), collision.ours());
            boolean theirsWon = Objects.equals(path.result(), collision.theirs());
            if (oursWon && !theirsWon) {
                notices.add(collision.path() + " is as it was without task '" + task + "'");
            } else if (theirsWon && !oursWon) {
                notices.add(collision.path() + " is as task '" + task + "' has it");
            }
        }
        return notices;
    }
}
