package dev.stretto.app;

import dev.stretto.engine.fault.FaultPoint;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where engines are killed: the points that each kind of run of {@link FaultPointIT} passes for the first time. */
final class VisitedPoints {
    private static final Set<FaultPoint> OF_EVENTS = Set.of(FaultPoint.EVENTS_DECIDED, FaultPoint.EVENTS_WRITTEN);

    private static final Set<FaultPoint> OF_RESOLUTIONS = EnumSet.of(
            FaultPoint.MERGE_BEGUN,
            FaultPoint.CONFLICT_CHECKED_OUT,
            FaultPoint.RESOLVER_STARTED,
            FaultPoint.RESOLVER_ENDED,
            FaultPoint.RESOLUTION_KEPT,
            FaultPoint.RESOLUTION_MERGED,
            FaultPoint.RESOLUTION_CLEARED);

    /** They are reached only where the machine permits overlays. */
    static final Set<FaultPoint> OF_OVERLAYS = EnumSet.of(
            FaultPoint.LAYER_CHECKED_OUT,
            FaultPoint.LAYER_MADE,
            FaultPoint.OVERLAY_MADE,
            FaultPoint.SET_UP_HANDED_OVER,
            FaultPoint.SET_UP_SHARED);

    /** With it every type of event is met before it is written, too, and not only those of {@link #DECIDED}. */
    private static final boolean EVERY_DECISION = Boolean.getBoolean("stretto.every.decision");

    private static final Set<String> DECIDED = Set.of(
            "run-started",
            "tasks-launched",
            "task-completed",
            "branches-merged",
            "trial-finished",
            "conflict-resolved",
            "run-cancel-requested",
            "run-reopened");

    /** Which events which of the runs below has for the first time. */
    private static final List<String> WHOLE = List.of(
            "run-started",
            "tasks-launched",
            "attempt-started",
            "attempt-failed",
            "retry-due",
            "task-completed",
            "synthesis-started",
            "branches-merged",
            "verification-finished",
            "result-integrated",
            "run-finished");

    private static final List<String> BROKEN = List.of("task-failed", "task-timed-out", "tasks-skipped");
    private static final List<String> CANCELLED =
            List.of("run-cancel-requested", "task-cancel-requested", "task-cancelled");
    private static final List<String> STOPPED = List.of("synthesis-failed");
    private static final List<String> TRIED = List.of("trials-launched", "trial-finished", "culprits-found");
    private static final List<String> REOPENED = List.of("run-reopened");
    private static final List<String> ERASED = List.of("texts-erased");
    private static final List<String> RESUMED = List.of("run-resumed");
    private static final List<String> RESOLVED = List.of("conflict-resolved");
    private static final List<String> REFUSED = List.of("resolution-refused");
    private static final List<String> LOST = List.of("synthesis-step-lost");

    private VisitedPoints() {}

    static Stream<String> whole() {
        return Stream.concat(
                Arrays.stream(FaultPoint.values())
                        .filter(point -> !OF_EVENTS.contains(point) && !OF_RESOLUTIONS.contains(point))
                        .map(FaultPoint::toString),
                events(WHOLE));
    }

    static Stream<String> broken() {
        return events(BROKEN);
    }

    static Stream<String> cancelled() {
        return events(CANCELLED);
    }

    static Stream<String> stopped() {
        return events(STOPPED);
    }

    static Stream<String> tried() {
        return Stream.concat(
                Stream.of(FaultPoint.VERIFICATION_STARTED + ":trial", FaultPoint.VERIFICATION_ENDED + ":trial"),
                events(TRIED));
    }

    static Stream<String> reopened() {
        return events(REOPENED);
    }

    static Stream<String> erased() {
        return events(ERASED);
    }

    static Stream<String> resumed() {
        return events(RESUMED);
    }

    static Stream<String> resolved() {
        return Stream.concat(OF_RESOLUTIONS.stream().map(FaultPoint::toString), events(RESOLVED));
    }

    static Stream<String> refused() {
        return events(REFUSED);
    }

    static Stream<String> lost() {
        return events(LOST);
    }

    private static Stream<String> events(List<String> types) {
        return types.stream()
                .flatMap(type -> Stream.of(FaultPoint.EVENTS_DECIDED, FaultPoint.EVENTS_WRITTEN)
                        .filter(point -> point == FaultPoint.EVENTS_WRITTEN || EVERY_DECISION || DECIDED.contains(type))
                        .map(point -> point + ":" + type));
    }

    /** All types of events that some run is killed at. */
    static List<String> types() {
        return Stream.of(WHOLE, BROKEN, CANCELLED, STOPPED, TRIED, REOPENED, ERASED, RESUMED, RESOLVED, REFUSED, LOST)
                .flatMap(List::stream)
                .toList();
    }
}
