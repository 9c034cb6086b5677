package dev.stretto.subagents.git.merge;

import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.OverlapDetail;
import dev.stretto.engine.synthesis.TaskHunks;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.overlap.ChangedPath;
import dev.stretto.subagents.git.overlap.DiffHunks;
import dev.stretto.subagents.git.overlap.HunkReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says of each path that several tasks changed, or at which their changes collide, in which ways they do, and in which lines. */
final class OverlapDetails {
    private static final int MOST_OF_A_FILE = 50;
    private static final int MOST_HUNKS = 10_000;
    private static final int MOST_FILES = 5_000;

    private static final class Meeting {
        private final Set<String> tasks = new HashSet<>();
        private final Set<CollisionKind> how = EnumSet.noneOf(CollisionKind.class);
    }

    private final Merging merging;
    private final Map<String, Meeting> meetings = new TreeMap<>();
    private final Map<String, Map<String, ChangedPath>> changes = new HashMap<>();
    private int hunks;

    /** @param overlaps what several tasks changed, as far as it is known without merging */
    OverlapDetails(Merging merging, List<Overlap> overlaps) {
        this.merging = merging;
        Set<String> known =
                merging.branches().stream().map(branch -> branch.task()).collect(Collectors.toSet());
        for (Overlap overlap : overlaps) {
            Meeting meeting = new Meeting();
            overlap.tasks().stream().filter(known::contains).forEach(meeting.tasks::add);
            meetings.put(overlap.path(), meeting);
        }
        merging.branches()
                .forEach(branch -> changes.put(
                        branch.task(),
                        merging.changes().of(branch.task()).stream()
                                .collect(Collectors.toMap(
                                        change -> GitOutput.shown(change.path()),
                                        change -> change,
                                        (one, other) -> one))));
    }

    /** Tasks have been found to collide there. */
    void collide(Collection<String> tasks, Collection<CollidingPath> where) {
        for (CollidingPath path : where) {
            Meeting meeting = meetings.computeIfAbsent(path.shownPath(), key -> new Meeting());
            meeting.how.add(path.kind());
            if (meeting.tasks.size() < 2) {
                meeting.tasks.addAll(tasks);
            }
        }
    }

    /** By path. Of those that collide the lines are read first, should there be too many for all. */
    List<OverlapDetail> all() throws GitException {
        List<String> paths = meetings.keySet().stream()
                .sorted(Comparator.comparing((String path) -> meeting(path).how.isEmpty()))
                .toList();
        List<ChangedPath> wanted = new ArrayList<>();
        paths.forEach(
                path -> meeting(path).tasks.forEach(task -> change(task, path).ifPresent(wanted::add)));
        Map<ChangedPath, DiffHunks> read = new HunkReader(merging.repository(), MOST_OF_A_FILE)
                .of(wanted.stream().distinct().limit(MOST_FILES).toList());
        Map<String, String> drivers = MergeDrivers.of(merging.git(), paths);
        Map<String, OverlapDetail> details = new TreeMap<>();
        for (String path : paths) {
            List<String> tasks = merging.inPlanOrder(meeting(path).tasks);
            List<TaskHunks> lines = tasks.stream()
                    .flatMap(task ->
                            change(task, path)
                                    .map(change -> lines(task, Optional.ofNullable(read.get(change))))
                                    .stream())
                    .toList();
            if (tasks.size() > 1) {
                details.put(
                        path, new OverlapDetail(path, tasks, List.copyOf(meeting(path).how), lines, drivers.get(path)));
            }
        }
        return List.copyOf(details.values());
    }

    private TaskHunks lines(String task, Optional<DiffHunks> found) {
        if (found.isEmpty()) {
            return new TaskHunks(task, List.of(), 0);
        }
        int shown = Math.min(found.get().first().size(), MOST_HUNKS - hunks);
        hunks += shown;
        int more = found.get().first().size() - shown + found.get().omitted();
        return new TaskHunks(task, found.get().first().subList(0, shown), more);
    }

    private Meeting meeting(String path) {
        return meetings.getOrDefault(path, new Meeting());
    }

    private Optional<ChangedPath> change(String task, String path) {
        return Optional.ofNullable(changes.getOrDefault(task, Map.of()).get(path));
    }
}
