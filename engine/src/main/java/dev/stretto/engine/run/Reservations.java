package dev.stretto.engine.run;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.synthesis.Deletions;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why the user should look at merged work before it gets onto their branch. */
public final class Reservations {
    private static final String ALLOWED = " (the plan may allow that, with 'deletes: allow' under 'synthesis')";

    private Reservations() {}

    /** The reasons, in words; empty if there are none. */
    public static List<String> of(StartedRun run) {
        MergeResult merge = run.synthesis().merge();
        if (merge == null) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>(of(run, merge.merged()));
        if (!mayDelete(run)) {
            run.synthesis().resolving().resolutions().stream()
                    .filter(resolution -> merge.merged().contains(resolution.task()))
                    .forEach(resolution -> deletions(resolution, reasons));
        }
        return reasons;
    }

    private static boolean mayDelete(StartedRun run) {
        return run.context().plan().synthesis().deletes() == SynthesisSpec.Deletes.ALLOW;
    }

    /** The reasons that lie in the work of these tasks. */
    public static List<String> of(StartedRun run, List<String> tasks) {
        boolean mayDelete = mayDelete(run);
        List<String> reasons = new ArrayList<>();
        for (String task : tasks) {
            Optional<WorkResult> work =
                    run.progressOf(task).flatMap(Progress::lastOutcome).map(Outcome::work);
            work.filter(known -> !mayDelete)
                    .flatMap(Deletions::remarkable)
                    .ifPresent(deletions -> reasons.add("task '" + task + "' " + deletions.inWords() + ALLOWED));
            work.filter(known -> !known.markers().isEmpty())
                    .ifPresent(known -> reasons.add(
                            "task '" + task + "' left conflict markers in " + String.join(", ", known.markers())));
        }
        return reasons;
    }

    /** Where one side deleted a file, and the resolver did as that side, nobody needs to look twice. */
    private static void deletions(Resolution resolution, List<String> reasons) {
        List<String> deleted = resolution.paths().stream()
                .filter(path -> path.result() == null
                        && path.collision().ours() != null
                        && path.collision().theirs() != null)
                .map(path -> path.collision().path())
                .toList();
        if (!deleted.isEmpty()) {
            reasons.add("the resolution of task '" + resolution.task() + "' deletes what both sides have: "
                    + String.join(", ", deleted) + ALLOWED);
        }
    }
}
