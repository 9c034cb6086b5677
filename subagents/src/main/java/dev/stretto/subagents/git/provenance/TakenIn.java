package dev.stretto.subagents.git.provenance;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.provenance.LineSource.Merge;
import dev.stretto.subagents.git.provenance.LoggedCommit.Taking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of Stretto's merges took which commits into a history.
 *
 * <p>A history is read along the first parents, from its beginning on: each merge on that line brings in what can be reached
 * from its other parents and was not there before. What it brings in is read in the same way, so that a merge of the user's
 * leads to Stretto's merges behind it. Of merges within merges, the innermost one counts that Stretto has made.
 */
final class TakenIn {
    /** How far back the first look goes; seldom is there more since Stretto was first used. */
    private static final int FIRST_LOOK = 1000;

    private static final int FURTHER = 8;

    private final Map<String, List<String>> parents;
    private final Map<String, Taking> merges;
    private final Map<String, Optional<Merge>> takers = new HashMap<>();

    /** Something that a merge brings in. */
    private record Side(String commit, Optional<Merge> taker) {}

    private TakenIn(Map<String, List<String>> parents, Map<String, Taking> merges) {
        this.parents = parents;
        this.merges = merges;
    }

    /** Reads the history of a commit, as far back as there are merges of Stretto's in it. */
    static TakenIn into(Git git, String tip) throws GitException {
        return into(git, tip, FIRST_LOOK);
    }

    static TakenIn into(Git git, String tip, int firstLook) throws GitException {
        Map<String, Taking> merges = LoggedCommit.takings(git, tip);
        TakenIn taken = new TakenIn(merges.isEmpty() ? Map.of() : history(git, tip, merges, firstLook), merges);
        taken.read(tip);
        return taken;
    }

    /** The same for a history that is known already: each commit with its parents. */
    static TakenIn into(String tip, Map<String, List<String>> parents, Map<String, Taking> merges) {
        TakenIn taken = new TakenIn(parents, merges);
        taken.read(tip);
        return taken;
    }

    /**
     * Commits with their parents, from the tip back to one on its line of first parents that has none of the merges behind
     * it: whatever else is behind that one was not taken in by any.
     */
    private static Map<String, List<String>> history(Git git, String tip, Map<String, Taking> merges, int firstLook)
            throws GitException {
        for (long back = firstLook; ; back *= FURTHER) {
            GitOutput end = git.attempt("rev-parse", "--verify", "--quiet", tip + "~" + back);
            List<String> words = new ArrayList<>(List.of("rev-list", "--parents", tip));
            if (end.succeeded()) {
                words.add("^" + end.line());
            }
            Map<String, List<String>> history = new HashMap<>();
            for (String line : git.run(words.toArray(String[]::new)).lines()) {
                List<String> ids = List.of(line.split(" ", -1));
                history.put(ids.getFirst(), ids.subList(1, ids.size()));
            }
            if (!end.succeeded() || history.keySet().containsAll(merges.keySet())) {
                return history;
            }
        }
    }

    private void read(String tip) {
        Deque<Iterator<Side>> open = new ArrayDeque<>();
        open.push(line(tip, Optional.empty()));
        while (!open.isEmpty()) {
            if (open.getFirst().hasNext()) {
                Side side = open.getFirst().next();
                open.push(line(side.commit(), side.taker()));
            } else {
                open.pop();
            }
        }
    }

    /**
     * Notes who took in the commits of a line of first parents, down to where it is known already.
     *
     * @return what its merges bring in, the oldest first
     */
    private Iterator<Side> line(String tip, Optional<Merge> taker) {
        List<Side> sides = new ArrayList<>();
        String at = tip;
        while (parents.containsKey(at) && takers.putIfAbsent(at, taker) == null) {
            List<String> before = parents.getOrDefault(at, List.of());
            Optional<Merge> merge = taking(at, taker).or(() -> taker);
            for (int other = before.size() - 1; other > 0; other--) {
                sides.add(new Side(before.get(other), merge));
            }
            if (before.isEmpty()) {
                break;
            }
            at = before.getFirst();
        }
        Collections.reverse(sides);
        return sides.iterator();
    }

    /** What a subagent has merged within its work is taken in by Stretto's merge of that work, whatever it says itself. */
    private Optional<Merge> taking(String commit, Optional<Merge> taker) {
        return Optional.ofNullable(merges.get(commit))
                .filter(merge -> merge.strettos() || taker.isEmpty())
                .map(Taking::merge);
    }

    /** The merge that took a commit in; empty if none did. */
    Optional<Merge> by(String commit) {
        return takers.getOrDefault(commit, Optional.empty());
    }
}
