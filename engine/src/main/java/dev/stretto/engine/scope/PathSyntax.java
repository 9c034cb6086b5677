package dev.stretto.engine.scope;

/** What every path that can exist is: names between single slashes, none of them {@code .} or {@code ..}. Four states. */
final class PathSyntax {
    /** States: at the start of a name, after a dot, after two, and in a name that is one. */
    static final int STATES = 4;

    static final int START = 0;
    private static final int DOT = 1;
    private static final int DOTS = 2;
    private static final int NAMED = 3;
    private static final int REFUSED = -1;

    private PathSyntax() {}

    /** The state after one more character; negative if no path goes on so. */
    static int after(int state, int codePoint) {
        if (codePoint == '/') {
            return state == NAMED ? START : REFUSED;
        }
        if (codePoint != '.') {
            return NAMED;
        }
        return switch (state) {
            case START -> DOT;
            case DOT -> DOTS;
            default -> NAMED;
        };
    }

    /** True if a path may end here. */
    static boolean mayEnd(int state) {
        return state == NAMED;
    }

    /** True if a path with this text can exist. */
    static boolean valid(CharSequence path) {
        int state = START;
        for (int i = 0; i < path.length() && state != REFUSED; i++) {
            state = after(state, path.charAt(i));
        }
        return mayEnd(state);
    }
}
