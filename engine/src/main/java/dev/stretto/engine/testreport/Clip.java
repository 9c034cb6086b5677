package dev.stretto.engine.testreport;

/**
 * Text that is collected piece by piece and of which only so much is kept: the beginning and the end, where the causes stand.
 *
 * <p>What is left out is marked with how much it was.
 */
final class Clip {
    private final int half;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long omitted;

    Clip(int limit) {
        half = limit / 2;
    }

    static Clip ofFailure() {
        return new Clip(ReportLimits.FAILURE);
    }

    Clip add(CharSequence text) {
        int toHead = Math.min(text.length(), half - head.length());
        head.append(text, 0, toHead);
        tail.append(text, toHead, text.length());
        if (tail.length() > 2 * half) {
            int tooMuch = tail.length() - half;
            tail.delete(0, tooMuch);
            omitted += tooMuch;
        }
        return this;
    }

    boolean isEmpty() {
        return head.isEmpty();
    }

    @Override
    public String toString() {
        int tooMuch = Math.max(0, tail.length() - half);
        long all = omitted + tooMuch;
        String end = tail.substring(tooMuch);
        return all == 0 ? head + end : head + "\n[… " + all + " characters are left out here …]\n" + end;
    }
}
