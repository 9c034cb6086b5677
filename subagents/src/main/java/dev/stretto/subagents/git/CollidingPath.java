package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Side;
import java.nio.charset.StandardCharsets;
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

    /** One that was told of. A name that is no text is not the same any more. */
    public static CollidingPath of(Collision collision) {
        String raw = new String(collision.path().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new CollidingPath(
                raw, collision.kind(), collision.base(), collision.ours(), collision.theirs(), List.of(raw));
    }

    /** The path as people read it. */
    public String shownPath() {
        return GitOutput.shown(path);
    }

    public Collision collision() {
        return new Collision(shownPath(), kind, base, ours, theirs);
    }
}
