package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collision as git met it.
 *
 * @param path as git has it, a character for each byte
 * @param kind in which way they collide
 * @param base the file before; absent if there was none
 * @param ours the file as it is in what is merged into; absent if there is none
 * @param theirs the file as it is in what is merged; absent if there is none
 * @param entries the names that stand for it in the merged tree: the path, or others where git set files aside; none if git only
 *     named it
 */
public record CollidingPath(
        String path,
        CollisionKind kind,
        @Nullable Side base,
        @Nullable Side ours,
        @Nullable Side theirs,
        List<String> entries) {
    public CollidingPath {
        entries = List.copyOf(entries);
    }

    /** The path as people read it. */
    public String shownPath() {
        return GitOutput.shown(path);
    }

    public Collision collision() {
        return new Collision(shownPath(), kind, base, ours, theirs);
    }
}
