package dev.stretto.engine.run;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.MergeResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders what a resolver is told: what collides, and what each of the tasks was asked and said. As Markdown. */
final class ResolutionPrompt {
    private ResolutionPrompt() {}

    static String of(StartedRun run, MergeResult merge, Conflict conflict) {
        List<String> sections = new ArrayList<>();
        sections.add("# Resolve a merge conflict");
        run.context().prompts().goal().ifPresent(sections::add);
        sections.add("The work of task '" + conflict.task() + "' could not be merged into the result so far: "
                + conflict.reason() + ".");
        sections.add("""
                In your current directory the merge has been begun: what goes together is merged, and the files in conflict
                are as git leaves them, with conflict markers where they are texts. `git show :1:PATH` prints such a file as it was
                before, `git show :2:PATH` as it is in the result so far, `git show :3:PATH` as this task has left it.""");
        sections.add("## Files in conflict\n\n" + files(merge, conflict));
        sections.add("""
                ## Constraints

                - Change these files only. A file may also be deleted.
                - Leave no conflict markers.
                - Keep what both sides were meant to do; the whole has to pass the verification.
                - Do not commit.""");
        sections.add("## Return\n\nA summary of how you have resolved it.");
        for (String task : involved(merge, conflict)) {
            sections.add(task(run, task));
        }
        return String.join("\n\n", sections) + "\n";
    }

    private static String files(MergeResult merge, Conflict conflict) {
        return conflict.paths().stream()
                .map(path -> "- " + path
                        + collision(merge, conflict, path)
                                .map(collision -> ": " + collision.kind().inWords())
                                .orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private static Optional<Collision> collision(MergeResult merge, Conflict conflict, String path) {
        return merge.conflictSets().stream()
                .filter(conflictSet -> conflictSet.tasks().contains(conflict.task()))
                .flatMap(conflictSet -> conflictSet.collisions().stream())
                .filter(collision -> collision.path().equals(path))
                .findFirst();
    }

    /** The task itself first, then the merged ones that it conflicts with. */
    private static Set<String> involved(MergeResult merge, Conflict conflict) {
        Set<String> involved = new LinkedHashSet<>(List.of(conflict.task()));
        for (ConflictSet conflictSet : merge.conflictSets()) {
            if (conflictSet.tasks().contains(conflict.task())) {
                conflictSet.tasks().stream().filter(merge.merged()::contains).forEach(involved::add);
            }
        }
        return involved;
    }

    private static String task(StartedRun run, String lead) {
        int position = run.context().position(lead);
        Assignment assignment = run.context().assignments().get(position);
        String asked = run.context().prompts().asked(assignment).orElse("(It has no prompt.)");
        String said =
                run.progress().get(position).lastOutcome().map(Outcome::summary).orElse("(It said nothing.)");
        return "---\n\n# What task '" + lead + "' was asked\n\n" + asked.strip() + "\n\n## What it said it has done\n\n"
                + said.strip();
    }
}
