package dev.stretto.subagents.git.conflict;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for conflict markers that a resolver has forgotten. */
final class LeftMarkers {
    private static final Pattern MARKER = Pattern.compile("(?:<{7,}|\\|{7,}|>{7,})(?: .*)?", Pattern.DOTALL);
    private static final Pattern CLOSING = Pattern.compile(">{7,}(?: .*)?", Pattern.DOTALL);
    /** By itself it may be the line under a heading; between two others it is a marker. */
    private static final Pattern MIDDLE = Pattern.compile("={7,}");

    private LeftMarkers() {}

    /**
     * The number of the first line that is one.
     *
     * @param text the file as it is now
     * @param sides the file as it was on both sides: what stood there before is none
     */
    static OptionalInt first(String text, Collection<String> sides) {
        Set<String> before = new HashSet<>();
        sides.forEach(side -> side.lines().forEach(before::add));
        boolean open = false;
        int middle = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (MARKER.matcher(line).matches()) {
                if (!before.contains(line)) {
                    return OptionalInt.of(number);
                }
                if (CLOSING.matcher(line).matches() && middle > 0) {
                    return OptionalInt.of(middle);
                }
                open = !CLOSING.matcher(line).matches();
                middle = 0;
            } else if (open && middle == 0 && MIDDLE.matcher(line).matches() && !before.contains(line)) {
                middle = number;
            }
        }
        return OptionalInt.empty();
    }
}
