package dev.stretto.engine.scope;

import dev.stretto.engine.scope.SortedStrands.Entry;
import dev.stretto.engine.scope.StrandIndex.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds all pairs of different globs that overlap, without comparing all pairs: an index leads to those whose strands may meet,
 * and only for these are automata made and walked. Where scopes are mostly apart, as in plans they are, that is about as much
 * work as there are globs and overlaps.
 */
public final class ScopeOverlaps {
    private final List<Glob> globs;
    private final StrandIndex index;
    private final RecentGlobs recent = new RecentGlobs();
    private final Set<Long> tried = new HashSet<>();
    private final List<ScopeOverlap> overlaps = new ArrayList<>();

    private ScopeOverlaps(List<Glob> globs) {
        this.globs = globs;
        this.index = new StrandIndex(globs);
    }

    /**
     * The overlaps among these globs, each pair once, in the order of the patterns.
     *
     * @throws IllegalArgumentException if a pattern is malformed, which a checked plan's never is
     */
    public static List<ScopeOverlap> among(Collection<String> patterns) {
        return new ScopeOverlaps(new TreeSet<>(patterns)
                        .stream().map(ScopeOverlaps::parse).toList())
                .find();
    }

    private List<ScopeOverlap> find() {
        for (Group group : index.groups()) {
            for (Group start :
                    index.startsOf(group.entries().getFirst().strand().head())) {
                for (Entry entry : group.entries()) {
                    start.meeting(entry.strand(), other -> {
                        if (start != group || other.glob() < entry.glob()) {
                            compare(other.glob(), entry.glob());
                        }
                    });
                }
            }
        }
        overlaps.sort(Comparator.comparing(ScopeOverlap::first).thenComparing(ScopeOverlap::second));
        return overlaps;
    }

    private void compare(int one, int other) {
        int first = Math.min(one, other);
        int second = Math.max(one, other);
        // Globs with several strands may meet at more than one of them.
        if (first == second || !tried.add((long) first * globs.size() + second)) {
            return;
        }
        Glob earlier = recent.used(globs.get(first));
        Glob later = recent.used(globs.get(second));
        String example = earlier.commonPath(later);
        if (example != null) {
            overlaps.add(new ScopeOverlap(earlier.pattern(), later.pattern(), example));
        }
    }

    static Glob parse(String pattern) {
        try {
            return Glob.parse(pattern);
        } catch (GlobSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
