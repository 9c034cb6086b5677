package dev.stretto.engine.report;

import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.KnownDurations;
import dev.stretto.engine.history.Change;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What earlier runs teach of the next one. */
public final class PastRuns {
    private PastRuns() {}

    /** The medians of completed attempts, over those of the runs whose plan has this name. */
    public static KnownDurations durations(String plan, Collection<StartedRun> runs) {
        Map<List<String>, List<Duration>> all = new HashMap<>();
        for (StartedRun run : runs) {
            if (run.context().plan().name().equals(plan)) {
                List<Assignment> assignments = run.context().assignments();
                for (int position = 0; position < assignments.size(); position++) {
                    List<Duration> durations =
                            all.computeIfAbsent(assignments.get(position).tasks(), tasks -> new ArrayList<>());
                    completed(run.progress().get(position)).stream()
                            .filter(outcome -> outcome.startedAt() != null)
                            .forEach(outcome -> durations.add(outcome.duration()));
                }
            }
        }
        all.values().removeIf(List::isEmpty);
        return new KnownDurations(all.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> KnownDurations.median(entry.getValue()))));
    }

    /** What completed tasks changed, one change an attempt. */
    public static List<Change> changes(Collection<StartedRun> runs) {
        List<Change> changes = new ArrayList<>();
        for (StartedRun run : runs) {
            for (Progress progress : run.progress()) {
                for (Outcome outcome : completed(progress)) {
                    WorkResult work = outcome.work();
                    if (work != null && !work.files().isEmpty()) {
                        changes.add(new Change(
                                work.commit(),
                                work.files().stream().map(FileChange::path).toList()));
                    }
                }
            }
        }
        return changes;
    }

    private static List<Outcome> completed(Progress progress) {
        return progress.ended().stream()
                .map(EndedAttempt::outcome)
                .filter(Outcome::completed)
                .toList();
    }
}
