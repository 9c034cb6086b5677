package dev.stretto.subagents.git.integration;

import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.CommittedTree;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what is recorded of a resolution with the merge that has it. */
final class ResolutionCheck {
    private ResolutionCheck() {}

    /** What does not agree, each in words. */
    static List<String> findings(Git git, String merge, Resolution resolution) throws GitException {
        CommittedTree tree = new CommittedTree(git, merge);
        List<String> findings = new ArrayList<>();
        for (ResolvedPath path : resolution.paths()) {
            String name = path.collision().path();
            Optional<Side> found =
                    tree.find(name).filter(file -> !file.isDirectory()).map(file -> new Side(file.mode(), file.id()));
            if (!Objects.equals(found.orElse(null), path.result())) {
                findings.add("the resolver of task '" + resolution.task() + "' made " + inWords(path.result()) + " of "
                        + name + ", but commit " + merge + " has " + inWords(found.orElse(null)) + " there");
            }
        }
        return findings;
    }

    private static String inWords(@Nullable Side side) {
        return side == null ? "nothing" : side.mode() + " " + side.blob();
    }
}
