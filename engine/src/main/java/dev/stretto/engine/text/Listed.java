package dev.stretto.engine.text;

import java.util.List;

/** Lists of names in a sentence. */
public final class Listed {
    private Listed() {}

    /** The first few, and how many more there are: {@code a, b, c and 4 more}. */
    public static String first(int most, List<String> names) {
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }
}
