package dev.stretto.engine.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The longest chain of waits: no number of subagents makes the run shorter than it.
 *
 * @param leads the leads of its assignments, in the order in which they are carried out
 * @param lengthMs how long it takes; absent if it was measured by the number of assignments, since no durations are known
 */
public record CriticalPath(List<String> leads, @Nullable Long lengthMs) {
    public CriticalPath {
        leads = List.copyOf(leads);
    }

    /** @param durations of the assignments in their order; absent if they are not known */
    static CriticalPath of(List<Assignment> assignments, @Nullable List<Duration> durations) {
        Map<String, Integer> positions = new HashMap<>();
        long[] length = new long[assignments.size()];
        int[] before = new int[assignments.size()];
        int last = 0;
        for (int at = 0; at < length.length; at++) {
            before[at] = -1;
            for (Wait wait : assignments.get(at).waits()) {
                int on = positions.getOrDefault(wait.on(), -1);
                if (on >= 0 && (before[at] < 0 || length[on] > length[before[at]])) {
                    before[at] = on;
                }
            }
            length[at] = (before[at] < 0 ? 0 : length[before[at]])
                    + (durations == null ? 1 : durations.get(at).toMillis());
            last = length[at] > length[last] ? at : last;
            positions.put(assignments.get(at).lead(), at);
        }
        List<String> leads = new ArrayList<>();
        for (int at = last; at >= 0; at = before[at]) {
            leads.addFirst(assignments.get(at).lead());
        }
        return new CriticalPath(leads, durations == null ? null : length[last]);
    }
}
