package dev.stretto.engine.synthesis;

import org.jspecify.annotations.Nullable;

/**
 * What has become of one collision.
 *
 * @param collision the path, and the three sides that did not go together
 * @param result the file that stands there now; absent if there is none any more
 */
public record ResolvedPath(Collision collision, @Nullable Side result) {}
