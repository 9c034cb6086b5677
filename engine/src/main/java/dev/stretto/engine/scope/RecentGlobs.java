package dev.stretto.engine.scope;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the automata of the globs that were asked last, and lets the others forget theirs: of 100,000 globs few are in use. */
final class RecentGlobs {
    private static final int MOST = 4_000;

    private final Map<Glob, Boolean> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Glob, Boolean> eldest) {
            boolean tooMany = size() > MOST;
            if (tooMany) {
                eldest.getKey().forget();
            }
            return tooMany;
        }
    };

    Glob used(Glob glob) {
        recent.put(glob, true);
        return glob;
    }
}
