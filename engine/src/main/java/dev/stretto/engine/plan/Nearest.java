package dev.stretto.engine.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that was probably meant by an unknown one. */
public final class Nearest {
    private static final int FARTHEST = 2;
    /** A name of so many letters may have one wrong. */
    private static final int LETTERS_PER_SLIP = 3;

    private Nearest() {}

    /** The nearest name by edit distance, if it is near enough to be a slip of the hand: of a short name, more has to be right. */
    public static Optional<String> among(Collection<String> known, String name) {
        int farthest = Math.min(FARTHEST, (name.length() + 1) / LETTERS_PER_SLIP);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= farthest)
                .filter(candidate -> distance(candidate, name) <= farthest)
                .min(Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be put in, left out, replaced or exchanged with their neighbour: the optimal string alignment. */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
