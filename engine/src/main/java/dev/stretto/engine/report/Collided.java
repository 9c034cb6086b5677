package dev.stretto.engine.report;

import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.engine.synthesis.TaskHunks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path at which the work of tasks collides, for whoever wants to see how.
 *
 * @param tasks their ids; the last is the one that was to be merged into the work of those before it
 * @param collision the path, the way, and the three sides
 * @param lines where each of the tasks has changed the file; empty where that is not known
 * @param resolved true if a resolver has brought it together
 * @param result the file that the resolver left there; absent if it left none, or none was asked
 */
public record Collided(
        List<String> tasks,
        Collision collision,
        List<TaskHunks> lines,
        boolean resolved,
        @Nullable Side result) {
    public Collided {
        tasks = List.copyOf(tasks);
        lines = List.copyOf(lines);
    }

    /** Everything that collided in a run, by path; what was resolved is part of it. */
    public static List<Collided> in(StartedRun run) {
        SynthesisState synthesis = run.synthesis();
        Map<String, List<TaskHunks>> lines = new HashMap<>();
        for (Overlap overlap : synthesis.overlaps()) {
            lines.put(overlap.path(), overlap.lines());
        }
        List<Collided> found = new ArrayList<>();
        for (Resolution resolution : synthesis.resolving().resolutions()) {
            List<String> tasks = Stream.concat(resolution.with().stream(), Stream.of(resolution.task()))
                    .toList();
            resolution.paths().forEach(path -> found.add(of(tasks, path.collision(), lines, true, path.result())));
        }
        List<ConflictSet> conflictSets =
                synthesis.merge() == null ? List.of() : synthesis.merge().conflictSets();
        for (ConflictSet conflictSet : conflictSets) {
            for (Collision collision : conflictSet.collisions()) {
                boolean known = found.stream()
                        .anyMatch(other -> other.collision().equals(collision)
                                && (other.resolved() || other.tasks().equals(conflictSet.tasks())));
                if (!known) {
                    found.add(of(conflictSet.tasks(), collision, lines, false, null));
                }
            }
        }
        found.sort(Comparator.comparing(Collided::path));
        return found;
    }

    /** Where it is. */
    public String path() {
        return collision.path();
    }

    private static Collided of(
            List<String> tasks,
            Collision collision,
            Map<String, List<TaskHunks>> lines,
            boolean resolved,
            @Nullable Side result) {
        List<TaskHunks> known = lines.getOrDefault(collision.path(), List.of()).stream()
                .filter(hunks -> tasks.contains(hunks.task()))
                .toList();
        return new Collided(tasks, collision, known, resolved, result);
    }
}
