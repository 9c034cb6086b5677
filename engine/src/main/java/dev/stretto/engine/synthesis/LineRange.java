package dev.stretto.engine.synthesis;

/**
 * Lines of a file that follow each other.
 *
 * @param first the number of the first one, from 1
 * @param last the number of the last one; {@code first - 1} for no line at all: the place before {@code first}
 */
public record LineRange(int first, int last) {
    public LineRange {
        if (first < 1 || last < first - 1) {
            throw new IllegalArgumentException("no lines are from " + first + " to " + last);
        }
    }

    /** The range of so many lines, as a diff's heading gives it: without any, {@code start} is the line before. */
    public static LineRange ofDiff(int start, int count) {
        return count == 0 ? new LineRange(start + 1, start) : new LineRange(start, start + count - 1);
    }

    /** How many lines there are. */
    public int count() {
        return last - first + 1;
    }

    /** {@code 3}, {@code 3-5}, or for no line at all {@code before 3}. */
    @Override
    public String toString() {
        return switch (count()) {
            case 0 -> "before " + first;
            case 1 -> String.valueOf(first);
            default -> first + "-" + last;
        };
    }
}
