package dev.stretto.actors.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the latest incarnation of each run, and refuses what comes from an earlier one. Safe for use by several threads. */
final class EpochFence {
    private final Map<String, Integer> latest = new ConcurrentHashMap<>();

    /** Says that a run has come to this epoch. */
    void raise(String run, int epoch) {
        latest.merge(run, epoch, Math::max);
    }

    /** @throws IllegalStateException if there is a later incarnation */
    void check(String run, int epoch) {
        int last = latest.getOrDefault(run, epoch);
        if (epoch < last) {
            throw new IllegalStateException(
                    "run " + run + " is looked after by epoch " + last + ", and this comes from epoch " + epoch);
        }
    }
}
