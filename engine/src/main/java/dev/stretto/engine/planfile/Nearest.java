package dev.stretto.engine.planfile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that was probably meant by an unknown one. */
final class Nearest {
    private static final int FARTHEST = 2;

    private Nearest() {}

    /** The nearest name by edit distance, if it is near enough to be a slip of the hand. */
    static Optional<String> among(Collection<String> known, String name) {
        return known.stream()
                .filter(candidate -> distance(candidate, name) <= FARTHEST)
                .min(Comparator.comparingInt(candidate -> distance(candidate, name)));
    }

    /** Levenshtein's distance, one row of the table at a time. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > FARTHEST) {
            return FARTHEST + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
