package dev.stretto.engine.planning;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gives tasks ids that are legal, unique, and tell what the task is about. The same names give the same ids. */
final class TaskIds {
    private static final int LONGEST = 48;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> used = new HashMap<>();

    /**
     * An id that is still free: made of the first of the names whose id is, otherwise of the last with a number.
     *
     * @param names from the shortest to the one that says the most; at least one
     */
    String next(List<String> names) {
        for (String name : names) {
            String id = slug(name);
            if (taken.add(id)) {
                return id;
            }
        }
        String last = slug(names.getLast());
        String id = last;
        while (!taken.add(id)) {
            id = last + "-" + used.merge(last, 2, (before, first) -> before + 1);
        }
        return id;
    }

    /** Lower-case words of letters and digits, with dashes between them. */
    static String slug(String name) {
        String plain = Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = plain.length() <= LONGEST ? plain : shortened(plain);
        return cut.isEmpty() ? "task" : cut;
    }

    private static String shortened(String slug) {
        String cut = slug.substring(0, LONGEST);
        int dash = slug.charAt(LONGEST) == '-' ? LONGEST : cut.lastIndexOf('-');
        return dash > LONGEST / 2 ? slug.substring(0, dash) : cut;
    }
}
