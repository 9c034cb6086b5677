package dev.stretto.engine.scope;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.SpecialOperations;
import org.jspecify.annotations.Nullable;

/**
 * A glob over paths relative to a repository's root, with {@code /} between segments.
 *
 * <p>{@code *} and {@code ?} stay within a segment, {@code **} as a whole segment stands for any number of them,
 * {@code [a-z]} and {@code [!a-z]} for one character, <code>{a,b}</code> for alternatives; {@code \} takes the next
 * character as it is. Case matters. A glob that may name a folder (its last name has neither a wildcard nor an extension, or
 * it ends in a slash) covers everything below it. The set of paths is held
 * as a finite automaton, so that whether two globs overlap is decided exactly and not by trying files.
 *
 * <p>Not safe for use by several threads at once: the automaton library numbers states in place.
 */
public final class Glob {
    private final String pattern;
    private final String literalPrefix;
    private final boolean literal;
    private final Automaton automaton;
    private @Nullable String suffix;

    private Glob(String pattern, String literalPrefix, boolean literal, Automaton automaton) {
        this.pattern = pattern;
        this.literalPrefix = literalPrefix;
        this.literal = literal;
        this.automaton = automaton;
    }

    /**
     * Reads a glob.
     *
     * @throws GlobSyntaxException if it is malformed, absolute, leaves the repository with {@code ..}, or can match nothing
     */
    public static Glob parse(String pattern) throws GlobSyntaxException {
        GlobParser parser = new GlobParser(pattern);
        Automaton automaton = parser.parse();
        return new Glob(pattern, parser.literalPrefix(), parser.isLiteral(), automaton);
    }

    /** The glob as it was written. */
    public String pattern() {
        return pattern;
    }

    /** What every matching path starts with, up to the first wildcard. */
    String literalPrefix() {
        return literalPrefix;
    }

    /** True if the path, or a directory that it lies in, matches. */
    public boolean matches(String path) {
        return BasicOperations.run(automaton, path);
    }

    /** The shortest path that both globs match, or null if there is none. */
    public @Nullable String commonPath(Glob other) {
        if (literal && other.literal) {
            return commonLiteral(other);
        }
        if (!literalPrefix.startsWith(other.literalPrefix) && !other.literalPrefix.startsWith(literalPrefix)) {
            return null;
        }
        if (!suffix().endsWith(other.suffix()) && !other.suffix().endsWith(suffix())) {
            return null;
        }
        return BasicOperations.intersection(automaton, other.automaton).getShortestExample(true);
    }

    /** What every matching path ends with. Two globs whose ends can't both stand at the end of a path share none. */
    private String suffix() {
        if (suffix == null) {
            Automaton backwards = automaton.clone();
            SpecialOperations.reverse(backwards);
            backwards.determinize();
            suffix = new StringBuilder(SpecialOperations.getCommonPrefix(backwards))
                    .reverse()
                    .toString();
        }
        return suffix;
    }

    private @Nullable String commonLiteral(Glob other) {
        String longer = literalPrefix.length() >= other.literalPrefix.length() ? literalPrefix : other.literalPrefix;
        String shorter = longer.equals(literalPrefix) ? other.literalPrefix : literalPrefix;
        boolean same = longer.equals(shorter);
        return same || longer.startsWith(shorter + "/") ? longer : null;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
