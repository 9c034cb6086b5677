package dev.stretto.engine.run;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.Wait;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.todo.TodoStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the completed assignments of a run have left behind, for the synthesis to bring together. */
public final class CompletedWork {
    private CompletedWork() {}

    /** Each completed assignment's changed files, by its lead, in plan order. */
    static Map<String, List<FileChange>> changes(StartedRun run) {
        Map<String, List<FileChange>> changes = new LinkedHashMap<>();
        for (int position = 0; position < run.progress().size(); position++) {
            int at = position;
            of(run, position).ifPresent(work -> changes.put(run.lead(at), work.files()));
        }
        return changes;
    }

    /** The branches that hold something, in plan order. */
    public static List<BranchToMerge> branches(StartedRun run) {
        List<BranchToMerge> branches = new ArrayList<>();
        for (int position = 0; position < run.progress().size(); position++) {
            int at = position;
            of(run, position)
                    .filter(work -> !work.commit().equals(work.start()))
                    .ifPresent(work -> branches.add(branch(run, at, work)));
        }
        return branches;
    }

    private static BranchToMerge branch(StartedRun run, int position, WorkResult work) {
        Assignment assignment = run.context().assignments().get(position);
        return new BranchToMerge(
                assignment.lead(),
                run.context().asOneTask(assignment).title(),
                run.progress().get(position).attempt(),
                work.branch(),
                work.start(),
                work.commit(),
                needs(assignment),
                assignment.tasks().size());
    }

    /** The leads of the assignments on whose work one builds. */
    static List<String> needs(Assignment assignment) {
        return assignment.waits().stream()
                .filter(Wait::needsCompletion)
                .map(Wait::on)
                .toList();
    }

    private static Optional<WorkResult> of(StartedRun run, int position) {
        Progress progress = run.progress().get(position);
        return progress.status() == TodoStatus.COMPLETED
                ? progress.lastOutcome().flatMap(outcome -> Optional.ofNullable(outcome.work()))
                : Optional.empty();
    }
}
