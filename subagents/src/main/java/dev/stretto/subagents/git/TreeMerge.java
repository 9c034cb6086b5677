package dev.stretto.subagents.git;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of merging two commits without a checkout. */
public sealed interface TreeMerge {

    /** Two commits, the second of which is merged into the first. */
    record Pair(String ours, String theirs) {}

    /** Their changes go together; this is the tree. */
    record Clean(String tree) implements TreeMerge {}

    /**
     * They do not.
     *
     * @param tree what git made of them, with conflict markers and files set aside
     * @param paths where they collide, in order
     */
    record Colliding(String tree, List<CollidingPath> paths) implements TreeMerge {
        public Colliding {
            paths = List.copyOf(paths);
        }

        /** The same with more places at which they collide. */
        public Colliding and(List<CollidingPath> more) {
            return new Colliding(
                    tree, Stream.concat(paths.stream(), more.stream()).toList());
        }

        /** Where they collide, as people read it. */
        public List<String> shownPaths() {
            return paths.stream().map(CollidingPath::shownPath).distinct().toList();
        }
    }

    /** They share no history, so there is nothing to compare with. */
    record Unrelated() implements TreeMerge {}

    /**
     * Git has come to grief over them: some renamings of folders make it abort.
     *
     * @param said what it said
     */
    record GaveUp(String said) implements TreeMerge {}

    /** An exit code above this tells of a signal. */
    int ABORTED = 128;

    /** Merges the second commit into the first. */
    static TreeMerge of(Git git, String ours, String theirs) throws GitException {
        GitOutput output = git.attempt("merge-tree", "--write-tree", "-z", "--messages", ours, theirs);
        List<String> records = output.rawRecords();
        return switch (output.exitCode()) {
            case 0 -> new Clean(records.getFirst());
            case 1 -> new MergeTreeOutput(records).colliding(new Pair(ours, theirs));
            default -> {
                if (output.exitCode() > ABORTED) {
                    yield new GaveUp(output.stderr().strip());
                }
                if (git.attempt("merge-base", ours, theirs).exitCode() == 1) {
                    yield new Unrelated();
                }
                throw GitException.failed(
                        git.directory(),
                        List.of("merge-tree", "--write-tree", ours, theirs),
                        output.exitCode(),
                        output.stderr());
            }
        };
    }

    /**
     * Merges many pairs in one process.
     *
     * @param pairs of commits that have a common history
     * @return for each pair, in order, what came of it
     */
    static List<TreeMerge> all(Git git, List<Pair> pairs) throws GitException {
        String lines = pairs.stream()
                .map(pair -> pair.ours() + " " + pair.theirs() + "\n")
                .collect(Collectors.joining());
        List<TreeMerge> merges = new ArrayList<>();
        String[] command = {"merge-tree", "--write-tree", "-z", "--stdin"};
        GitOutput all = git.fed(lines).attempt(command);
        if (all.exitCode() > ABORTED) {
            for (Pair pair : pairs) {
                merges.add(of(git, pair.ours(), pair.theirs()));
            }
            return merges;
        }
        if (!all.succeeded()) {
            throw GitException.failed(git.directory(), List.of(command), all.exitCode(), all.stderr());
        }
        MergeTreeOutput output = new MergeTreeOutput(all.rawRecords());
        for (Pair pair : pairs) {
            merges.add(output.next(pair));
        }
        return merges;
    }
}
