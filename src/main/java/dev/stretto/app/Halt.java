package dev.stretto.app;

import dev.stretto.engine.fault.FaultPoint;

/** Ends the program at a fault point, as {@code kill -9} would: for tests of what survives that. */
final class Halt {
    /** Which point: {@code workspace-made}, say, or {@code events-written:tasks-launched}. */
    private static final String VARIABLE = "STRETTO_HALT_AT";

    /** What the shell says of a program that got KILL. */
    private static final int KILLED = 137;

    private Halt() {}

    static void fromEnvironment() {
        String wanted = System.getenv(VARIABLE);
        if (wanted != null) {
            FaultPoint.whenReached((point, detail) -> {
                String here = detail.isEmpty() ? point.toString() : point + ":" + detail;
                if (here.equals(wanted) || point.toString().equals(wanted)) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
        }
    }
}
