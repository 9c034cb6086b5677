package dev.stretto.engine.synthesis;

import org.jspecify.annotations.Nullable;

/**
 * A path at which changes of tasks can't be merged, with the three sides as git met them.
 *
 * @param path relative to the repository's root
 * @param kind in which way they collide
 * @param base the file before; absent if there was none
 * @param ours the file as those tasks have it that were merged first; absent if they have none
 * @param theirs the file as the task has it that came last; absent if it has none
 */
public record Collision(
        String path,
        CollisionKind kind,
        @Nullable Side base,
        @Nullable Side ours,
        @Nullable Side theirs) {}
