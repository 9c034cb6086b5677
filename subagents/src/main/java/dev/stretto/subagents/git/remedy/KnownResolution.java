package dev.stretto.subagents.git.remedy;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.TreeEdit;
import dev.stretto.subagents.git.TreeMerge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Does again what resolvers have done, where just the same collisions are met: the same paths with the same three sides. */
public final class KnownResolution implements Remedy {
    private final Git git;
    private final List<Resolution> resolutions;

    public KnownResolution(Git git, List<Resolution> resolutions) {
        this.git = git;
        this.resolutions = resolutions;
    }

    @Override
    public boolean knows(BranchToMerge branch, TreeMerge.Colliding met) {
        return of(branch, met).isPresent();
    }

    @Override
    public Optional<Mended> mend(BranchToMerge branch, TreeMerge.Colliding met) throws GitException {
        Optional<Map<CollidingPath, ResolvedPath>> known = of(branch, met);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<String> gone = new ArrayList<>();
        Map<String, Side> files = new HashMap<>();
        known.get().forEach((path, resolved) -> {
            gone.addAll(path.entries());
            if (resolved.result() != null) {
                files.put(path.path(), resolved.result());
            }
        });
        try {
            return Optional.of(new Mended(TreeEdit.of(git, met.tree(), gone, files), List.of()));
        } catch (IOException e) {
            throw GitException.notEnded(
                    git.directory(), List.of("write-tree"), "had no place for its index: " + e.getMessage(), e);
        }
    }

    private Optional<Map<CollidingPath, ResolvedPath>> of(BranchToMerge branch, TreeMerge.Colliding met) {
        return resolutions.stream()
                .filter(resolution -> resolution.task().equals(branch.task()))
                .flatMap(resolution -> matched(resolution, met).stream())
                .findFirst();
    }

    /** What has become of everything that was met; empty if the resolution does not say that of all of it. */
    private static Optional<Map<CollidingPath, ResolvedPath>> matched(Resolution resolution, TreeMerge.Colliding met) {
        Map<CollidingPath, ResolvedPath> matched = new HashMap<>();
        for (CollidingPath path : met.paths()) {
            // What git only names has nothing to be put in its place.
            if (!path.entries().isEmpty()) {
                Optional<ResolvedPath> resolved = resolution.paths().stream()
                        .filter(one -> isSame(one.collision(), path.collision()) && canStand(path, one))
                        .findFirst();
                if (resolved.isEmpty()) {
                    return Optional.empty();
                }
                matched.put(path, resolved.get());
            }
        }
        return matched.isEmpty() ? Optional.empty() : Optional.of(matched);
    }

    private static boolean isSame(Collision one, Collision other) {
        return one.path().equals(other.path())
                && Objects.equals(one.base(), other.base())
                && Objects.equals(one.ours(), other.ours())
                && Objects.equals(one.theirs(), other.theirs());
    }

    /** A file can't stand where there is a folder. */
    private static boolean canStand(CollidingPath path, ResolvedPath resolved) {
        return path.kind() != CollisionKind.FILE_FOLDER || resolved.result() == null;
    }
}
