package dev.stretto.engine.scope;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Many globs, to be asked which of them match a path without trying all. Not safe for use by several threads at once. */
public final class ScopeIndex {
    private final List<Glob> globs;
    private final StrandIndex index;
    private final RecentGlobs recent = new RecentGlobs();

    /**
     * Over these globs.
     *
     * @throws IllegalArgumentException if a pattern is malformed, which a checked plan's never is
     */
    public ScopeIndex(Collection<String> patterns) {
        this.globs = patterns.stream().distinct().map(ScopeOverlaps::parse).toList();
        this.index = new StrandIndex(globs);
    }

    /** The patterns that match the path, or a directory that it lies in. */
    public Set<String> covering(String path) {
        Set<String> covering = new LinkedHashSet<>();
        Strand strand = Strand.of(path);
        index.startsOf(path)
                .forEach(group -> group.meeting(strand, entry -> {
                    Glob glob = globs.get(entry.glob());
                    if (!covering.contains(glob.pattern()) && recent.used(glob).matches(path)) {
                        covering.add(glob.pattern());
                    }
                }));
        return covering;
    }
}
