package dev.stretto.engine.scope;

import java.util.ArrayList;
import java.util.List;

/** The globs that a task says it will write. An empty scope is an unknown one: nothing lies outside it. */
public final class Scope {
    private final List<Glob> globs;

    private Scope(List<Glob> globs) {
        this.globs = globs;
    }

    /**
     * The scope that these globs make up.
     *
     * @throws IllegalArgumentException if a glob is malformed, which a checked plan's never is
     */
    public static Scope of(List<String> patterns) {
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
        return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(path));
    }
}
