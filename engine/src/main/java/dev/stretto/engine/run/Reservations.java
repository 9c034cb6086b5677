package dev.stretto.engine.run;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.synthesis.Deletions;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why the user should look at merged work before it gets onto their branch. */
public final class Reservations {
    private Reservations() {}

    /** The reasons, in words; empty if there are none. */
    public static List<String> of(StartedRun run) {
        MergeResult merge = run.synthesis().merge();
        if (merge == null) {
            return List.of();
        }
        boolean mayDelete = run.context().plan().synthesis().deletes() == SynthesisSpec.Deletes.ALLOW;
        List<String> reasons = new ArrayList<>();
        for (String task : merge.merged()) {
            Optional<WorkResult> work =
                    run.progressOf(task).flatMap(Progress::lastOutcome).map(Outcome::work);
            work.filter(known -> !mayDelete)
                    .flatMap(Deletions::remarkable)
                    .ifPresent(deletions -> reasons.add("task '" + task + "' " + deletions.inWords()
                            + " (the plan may allow that, with 'deletes: allow' under 'synthesis')"));
            work.filter(known -> !known.markers().isEmpty())
                    .ifPresent(known -> reasons.add(
                            "task '" + task + "' left conflict markers in " + String.join(", ", known.markers())));
        }
        return reasons;
    }
}
