package dev.stretto.engine.scope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A glob over paths relative to a repository's root, with {@code /} between segments.
 *
 * <p>{@code *} and {@code ?} stay within a segment, {@code **} as a whole segment stands for any number of them,
 * {@code [a-z]} and {@code [!a-z]} for one character, <code>{a,b}</code> for alternatives; {@code \} takes the next
 * character as it is. Case matters. A glob that may name a folder (its last name has neither a wildcard nor an extension, or
 * it ends in a slash) covers everything below it. The set of paths is walked
 * as a finite automaton, so that whether two globs overlap is decided exactly and not by trying files.
 *
 * <p>The automaton is made when it is first asked for: of many globs only few get as far.
 */
public final class Glob {
    private final String pattern;
    private final List<GlobPart> parts;
    private final boolean folder;
    private volatile @Nullable PathMachine machine;

    private Glob(String pattern, List<GlobPart> parts, boolean folder) {
        this.pattern = pattern;
        this.parts = parts;
        this.folder = folder;
    }

    /**
     * Reads a glob.
     *
     * @throws GlobSyntaxException if it is malformed, absolute, leaves the repository with {@code ..}, or can match nothing
     */
    public static Glob parse(String pattern) throws GlobSyntaxException {
        GlobParser parser = new GlobParser(pattern);
        Glob glob = new Glob(pattern, List.copyOf(parser.parse()), parser.mayBeFolder());
        if (!Witness.of(glob.parts) && glob.commonPath(glob) == null) {
            throw new GlobSyntaxException("the glob '" + pattern + "', which no path can match", "one that can");
        }
        return glob;
    }

    /** The glob as it was written. */
    public String pattern() {
        return pattern;
    }

    /** True if the path, or a directory that it lies in, matches. */
    public boolean matches(String path) {
        return PathSyntax.valid(path) && machine().accepts(path);
    }

    /** The shortest path that both globs match, or null if there is none; such as a person would make up, and always the same. */
    public @Nullable String commonPath(Glob other) {
        return CommonPath.of(machine(), other.machine());
    }

    /** What is certain of its paths without walking anything. */
    List<Strand> strands() {
        return Strand.of(parts, folder);
    }

    /** Forgets the automaton until it is asked for again. */
    void forget() {
        machine = null;
    }

    private PathMachine machine() {
        PathMachine known = machine;
        if (known == null) {
            known = new PathMachine(parts, folder);
            machine = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
