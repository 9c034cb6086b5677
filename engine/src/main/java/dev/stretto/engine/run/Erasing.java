package dev.stretto.engine.run;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.run.CommandResult.Rejected;
import dev.stretto.engine.run.RunCommand.EraseTexts;
import dev.stretto.engine.run.RunEvent.TextsErased;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Erasing the free texts of a run that is over. */
public final class Erasing {
    private Erasing() {}

    /** What has been erased before need not be erased again: if that is all, nothing is recorded. */
    static CommandResult decide(StartedRun run, EraseTexts command, Instant now) {
        if (command.task() != null && run.context().positionOf(command.task()).isEmpty()) {
            return new Rejected("the plan of run " + run.context().run() + " has no task '" + command.task() + "'");
        }
        if (command.reason().isBlank()) {
            return new Rejected("an erasure has a reason");
        }
        Set<String> gone = new HashSet<>();
        run.erasures().forEach(earlier -> {
            gone.addAll(earlier.event().texts());
            gone.addAll(earlier.event().artifacts());
        });
        List<String> texts = left(command.texts(), gone);
        List<String> artifacts = left(command.artifacts(), gone);
        return texts.isEmpty() && artifacts.isEmpty()
                ? CommandResult.accepted()
                : CommandResult.accepted(new TextsErased(command.task(), texts, artifacts, command.reason(), now));
    }

    /**
     * The ids of the tasks whose texts go with those of a task: all of its assignment, since one subagent has read and written them
     * together. Empty if the plan has no such task.
     */
    public static List<String> together(StartedRun run, String task) {
        return run.context()
                .positionOf(task)
                .map(position -> run.context().assignments().get(position))
                .map(Assignment::tasks)
                .orElse(List.of());
    }

    /** True if the prompt that an assignment's subagent would read has been erased. */
    static boolean withoutPrompt(StartedRun run, int position) {
        Assignment assignment = run.context().assignments().get(position);
        return run.erasures().stream()
                        .map(erasure -> erasure.event().task())
                        .anyMatch(task -> task == null || assignment.tasks().contains(task))
                && run.context().members(assignment).stream().anyMatch(task -> task.prompt() != null);
    }

    private static List<String> left(List<String> digests, Set<String> gone) {
        return digests.stream().filter(digest -> !gone.contains(digest)).toList();
    }

    /**
     * What may still have to be carried out, since an earlier engine did not get to it. A run is not reopened before its erasures
     * have been carried out: only those after that can be open.
     */
    public static Optional<Effect.EraseTexts> open(StartedRun run) {
        List<TextsErased> open = run.erasures().stream()
                .filter(erasure -> erasure.round() == run.round())
                .map(Erasure::event)
                .toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(new Effect.EraseTexts(open));
    }
}
