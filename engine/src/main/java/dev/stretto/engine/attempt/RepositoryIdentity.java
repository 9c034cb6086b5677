package dev.stretto.engine.attempt;

import org.jspecify.annotations.Nullable;

/**
 * Which repository a path leads to, for whoever looks for it on another machine, or years later.
 *
 * @param root the first commit of the base's history along first parents, which all clones have in common; absent in a shallow
 *     clone, which does not have it
 * @param remote the URL of the remote {@code origin}, without a password; absent if there is none
 */
public record RepositoryIdentity(
        @Nullable String root, @Nullable String remote) {
    /** That nothing is known of it. */
    public static final RepositoryIdentity UNKNOWN = new RepositoryIdentity(null, null);
}
