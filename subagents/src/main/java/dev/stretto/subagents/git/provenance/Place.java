package dev.stretto.subagents.git.provenance;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path, with or without lines, as somebody has typed it.
 *
 * @param path the path
 * @param lines the lines; absent for all of them
 */
record Place(String path, @Nullable Lines lines) {

    /** Lines by their numbers, which need not be there; what is beyond all numbers stands as the greatest one. */
    record Lines(long from, long to, String typed) {}

    private static final Pattern WITH_LINES = Pattern.compile("(.+):(\\d+)(?:-(\\d+))?", Pattern.DOTALL);
    private static final int LONGEST = 18;

    /** What is typed, taken for a path as a whole. */
    static Place whole(String typed) {
        return new Place(typed, null);
    }

    /** What is typed, read as {@code PATH:LINE} or {@code PATH:FROM-TO}; empty if it can't be. */
    static Optional<Place> withLines(String typed) {
        Matcher matcher = WITH_LINES.matcher(typed);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String from = matcher.group(2);
        String to = Optional.ofNullable(matcher.group(3)).orElse(from);
        Lines lines = new Lines(number(from), number(to), typed.substring(matcher.start(2)));
        return Optional.of(new Place(matcher.group(1), lines));
    }

    private static long number(String digits) {
        return digits.length() > LONGEST ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
