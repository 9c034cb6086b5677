package dev.stretto.engine.scope;

import java.util.Arrays;

/** A set of code points, as ranges. */
final class CodePoints {
    private static final int NUL = 0;
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;
    /** Where a made-up path takes its characters from, best first. */
    private static final int[][] FRIENDLY = {
        {'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}, {'-', '-'}, {'0', '~'}, {'!', '-'}
    };

    static final CodePoints NONE = new CodePoints(new int[0]);

    /** What a name consists of: anything but a slash and NUL. */
    static final CodePoints NAME =
            of(NUL, NUL).with('/', '/').with(FIRST_SURROGATE, LAST_SURROGATE).complement();

    static final CodePoints SLASH = of('/', '/');

    /** Each range's ends by turns, ascending, with a gap between any two ranges. */
    private final int[] ends;

    private CodePoints(int[] ends) {
        this.ends = ends;
    }

    /** One range. */
    static CodePoints of(int from, int to) {
        return new CodePoints(new int[] {from, to});
    }

    /** The same with another range. */
    CodePoints with(int from, int to) {
        int[] all = Arrays.copyOf(ends, ends.length + 2);
        int low = from;
        int high = to;
        int kept = 0;
        for (int i = 0; i < ends.length; i += 2) {
            if (ends[i] <= high + 1 && ends[i + 1] >= low - 1) {
                low = Math.min(low, ends[i]);
                high = Math.max(high, ends[i + 1]);
            } else {
                all[kept++] = ends[i];
                all[kept++] = ends[i + 1];
            }
        }
        int at = kept;
        while (at > 0 && all[at - 2] > low) {
            all[at] = all[at - 2];
            all[at + 1] = all[at - 1];
            at -= 2;
        }
        all[at] = low;
        all[at + 1] = high;
        return new CodePoints(Arrays.copyOf(all, kept + 2));
    }

    /** All others. */
    CodePoints complement() {
        int[] others = new int[ends.length + 2];
        int count = 0;
        int from = 0;
        for (int i = 0; i < ends.length; i += 2) {
            if (ends[i] > from) {
                others[count++] = from;
                others[count++] = ends[i] - 1;
            }
            from = ends[i + 1] + 1;
        }
        if (from <= Character.MAX_CODE_POINT) {
            others[count++] = from;
            others[count++] = Character.MAX_CODE_POINT;
        }
        return new CodePoints(Arrays.copyOf(others, count));
    }

    /** Those that are in both sets. */
    CodePoints and(CodePoints other) {
        CodePoints neither = complement();
        CodePoints outside = other.complement();
        for (int i = 0; i < outside.ends.length; i += 2) {
            neither = neither.with(outside.ends[i], outside.ends[i + 1]);
        }
        return neither.complement();
    }

    /** Takes the ends of a range. */
    interface RangeReader {
        void read(int from, int to);
    }

    /** Shows the ranges, cut where the order of code points and that of texts are not the same. */
    void ranges(RangeReader reader) {
        int cut = Character.MIN_SUPPLEMENTARY_CODE_POINT;
        for (int i = 0; i < ends.length; i += 2) {
            if (ends[i] < cut && ends[i + 1] >= cut) {
                reader.read(ends[i], cut - 1);
                reader.read(cut, ends[i + 1]);
            } else {
                reader.read(ends[i], ends[i + 1]);
            }
        }
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < ends.length; i += 2) {
            if (codePoint <= ends[i + 1]) {
                return codePoint >= ends[i];
            }
        }
        return false;
    }

    /** The only one that there is in the set; negative if there are more, or none. */
    int only() {
        return ends.length == 2 && ends[0] == ends[1] ? ends[0] : -1;
    }

    /**
     * One that is in both sets, such as a person would take; negative if there is none. A dot only if there is nothing
     * else: names that are nothing but dots are no names.
     */
    int common(CodePoints other) {
        int single = only();
        if (single >= 0) {
            return other.contains(single) ? single : -1;
        }
        if (other.only() >= 0) {
            return contains(other.only()) ? other.only() : -1;
        }
        for (int[] range : FRIENDLY) {
            int found = lowestCommon(other, range[0], range[1]);
            if (found >= 0) {
                return found;
            }
        }
        int low = lowestCommon(other, 0, '.' - 1);
        int high = low >= 0 ? low : lowestCommon(other, '.' + 1, Character.MAX_CODE_POINT);
        return high >= 0 ? high : lowestCommon(other, '.', '.');
    }

    private int lowestCommon(CodePoints other, int from, int to) {
        int i = 0;
        int j = 0;
        while (i < ends.length && j < other.ends.length) {
            int low = Math.max(from, Math.max(ends[i], other.ends[j]));
            int high = Math.min(to, Math.min(ends[i + 1], other.ends[j + 1]));
            if (low <= high) {
                return low;
            }
            if (ends[i + 1] < other.ends[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return -1;
    }
}
