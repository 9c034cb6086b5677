package dev.stretto.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace has besides the files of a commit.
 *
 * @param include which of the files that git ignores in the user's checkout are copied there, as patterns of {@code .gitignore}
 * @param setup is run there before anything else; absent for nothing
 * @param teardown is run there after an attempt; absent for nothing
 */
public record Provision(
        List<String> include,
        @Nullable TimedCommand setup,
        @Nullable TimedCommand teardown) {
    /** Nothing. */
    public static final Provision NONE = new Provision(List.of(), null, null);

    public Provision {
        include = List.copyOf(include);
    }
}
