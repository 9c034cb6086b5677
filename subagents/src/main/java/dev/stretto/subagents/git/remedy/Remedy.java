package dev.stretto.subagents.git.remedy;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeMerge;
import java.util.List;
import java.util.Optional;

/** What can be done about a branch that collides, so that it can be merged all the same. */
public interface Remedy {
    /** Nothing. */
    Remedy NONE = new Remedy() {
        @Override
        public boolean knows(BranchToMerge branch, TreeMerge.Colliding met) {
            return false;
        }

        @Override
        public Optional<Mended> mend(BranchToMerge branch, TreeMerge.Colliding met) {
            return Optional.empty();
        }
    };

    /**
     * A tree in which nothing collides any more.
     *
     * @param losses what of the branch's work is not in it
     */
    record Mended(String tree, List<Loss> losses) {
        public Mended {
            losses = List.copyOf(losses);
        }
    }

    /**
     * Work that was given up.
     *
     * @param path as people read it
     * @param lines those of the branch's own file that were not taken; empty if none of it was
     */
    record Loss(String path, CollisionKind kind, List<LineRange> lines) {
        public Loss {
            lines = List.copyOf(lines);
        }
    }

    /** True if there is reason to try. */
    boolean knows(BranchToMerge branch, TreeMerge.Colliding met);

    /** Does what can be done; empty if that is not enough. */
    Optional<Mended> mend(BranchToMerge branch, TreeMerge.Colliding met) throws GitException;
}
