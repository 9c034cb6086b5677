package dev.stretto.engine.scope;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task says it will write. Nothing lies outside of a scope that is unknown, and everything outside of an empty one. */
public final class Scope {
    private static final Scope UNKNOWN = new Scope(null);

    private final @Nullable List<Glob> globs;

    private Scope(@Nullable List<Glob> globs) {
        this.globs = globs;
    }

    /**
     * The scope that these globs make up; an unknown one if there is no list of them.
     *
     * @throws IllegalArgumentException if a glob is malformed, which a checked plan's never is
     */
    public static Scope of(@Nullable List<String> patterns) {
        if (patterns == null) {
            return UNKNOWN;
        }
        List<Glob> globs = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            try {
                globs.add(Glob.parse(pattern));
            } catch (GlobSyntaxException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return new Scope(globs);
    }

    /** True if the task said that it may change this path, or did not say what it will change. */
    public boolean covers(String path) {
        return globs == null || globs.stream().anyMatch(glob -> glob.matches(path));
    }
}
