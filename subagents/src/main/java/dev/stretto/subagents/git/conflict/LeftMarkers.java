package dev.stretto.subagents.git.conflict;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for conflict markers that a resolver has forgotten. */
final class LeftMarkers {
    private static final Pattern OPENING = Pattern.compile("(<+) .*", Pattern.DOTALL);
    private static final int USUAL = 7;

    private final Pattern marker;
    private final Pattern closing;
    /** By itself it may be the line under a heading; between two others it is a marker. */
    private final Pattern middle;

    private LeftMarkers(int length) {
        // A project may have longer ones, or shorter ones, in some files; a resolver may have merged them again.
        String run = length < USUAL ? "(?:%1$s{" + length + "}|%1$s{" + USUAL + ",})" : "%1$s{" + USUAL + ",}";
        String label = "(?: .*)?";
        this.marker = Pattern.compile(
                "(?:" + run.formatted("<") + "|" + run.formatted("\\|") + "|" + run.formatted(">") + ")" + label,
                Pattern.DOTALL);
        this.closing = Pattern.compile(run.formatted(">") + label, Pattern.DOTALL);
        this.middle = Pattern.compile(run.formatted("="));
    }

    /**
     * Of the length that they have in a text that git has marked.
     *
     * @param marked the text with the markers
     * @param sides the file as it was on all sides: what stood there before is none
     */
    static LeftMarkers like(String marked, Collection<String> sides) {
        Set<String> before = lines(sides);
        int length = marked.lines()
                .filter(line -> !before.contains(line))
                .map(OPENING::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> matcher.group(1).length())
                .min()
                .orElse(USUAL);
        return new LeftMarkers(length);
    }

    /** False if no line begins like one. */
    static boolean possibleIn(String text) {
        return text.lines().anyMatch(line -> !line.isEmpty() && "<|>".indexOf(line.charAt(0)) >= 0);
    }

    private static Set<String> lines(Collection<String> sides) {
        Set<String> before = new HashSet<>();
        sides.forEach(side -> side.lines().forEach(before::add));
        return before;
    }

    /**
     * The number of the first line that is one.
     *
     * @param text the file as it is now
     * @param sides the file as it was on both sides: what stood there before is none
     */
    OptionalInt first(String text, Collection<String> sides) {
        Set<String> before = lines(sides);
        boolean open = false;
        int between = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (marker.matcher(line).matches()) {
                if (!before.contains(line)) {
                    return OptionalInt.of(number);
                }
                if (closing.matcher(line).matches() && between > 0) {
                    return OptionalInt.of(between);
                }
                open = !closing.matcher(line).matches();
                between = 0;
            } else if (open && between == 0 && middle.matcher(line).matches() && !before.contains(line)) {
                between = number;
            }
        }
        return OptionalInt.empty();
    }
}
