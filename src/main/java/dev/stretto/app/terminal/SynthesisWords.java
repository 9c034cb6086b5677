package dev.stretto.app.terminal;

import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.engine.text.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the events of a synthesis mean, in a line for people. */
final class SynthesisWords {
    private static final int NAMES = 8;

    private SynthesisWords() {}

    static String of(RunEvent.SynthesisStarted started) {
        return switch (started.overlaps().size()) {
            case 0 -> "no overlaps were found";
            case 1 -> started.overlaps().getFirst().path() + " was changed by more than one task";
            default -> started.overlaps().size() + " files were changed by more than one task";
        };
    }

    static String of(MergeResult result) {
        String text = "merged " + names(result.merged());
        List<Conflict> conflicts = result.conflicts();
        return conflicts.isEmpty()
                ? text
                : text + "; left out "
                        + names(conflicts.stream().map(Conflict::task).toList());
    }

    static String of(RunEvent.ConflictResolved resolved) {
        return "the conflict of " + resolved.resolution().task() + " with "
                + names(resolved.resolution().with()) + " was resolved";
    }

    static String of(RunEvent.ResolutionRefused refused) {
        return "the conflict of " + refused.task() + " stays: " + PlainProgress.firstLine(refused.reason());
    }

    static String of(RunEvent.TrialsLaunched launched) {
        return "trying the verification with "
                + launched.trials().stream().map(SynthesisWords::of).collect(Collectors.joining("; "));
    }

    static String of(TrialResult result) {
        String with = "with " + of(result.trial()) + " ";
        Verification verification = result.verification();
        if (verification == null) {
            return with + "there is nothing to verify: it can't be merged without the rest";
        }
        return with + of(verification) + (result.known() ? " (as before, for the same files)" : "");
    }

    static String of(Verification verification) {
        Duration took = Duration.between(verification.startedAt(), verification.finishedAt());
        return "verification " + (verification.passed() ? "passed" : "FAILED") + " after " + Durations.format(took)
                + Optional.ofNullable(verification.message())
                        .map(message -> ": " + PlainProgress.firstLine(message))
                        .orElse("");
    }

    static String of(Culprits culprits, MergeResult result) {
        String left = result.conflicts().isEmpty()
                ? ""
                : "; left out "
                        + names(result.conflicts().stream().map(Conflict::task).toList());
        if (culprits.baseFails()) {
            return "the verification fails without any of the tasks, so none is blamed";
        }
        String found = culprits.sets().isEmpty()
                ? "no culprit was found"
                : "the verification fails with "
                        + culprits.sets().stream()
                                .map(SynthesisWords::subset)
                                .collect(Collectors.joining("; and with "));
        return found + left + (culprits.complete() ? "" : " (the search was ended by its limits)");
    }

    /** A step that is being carried out; empty for effects that are none. */
    static Optional<String> underWay(Effect effect, SynthesisState synthesis) {
        return switch (effect) {
            case Effect.Merge merge -> Optional.of("merging");
            case Effect.Resolve resolve ->
                Optional.of("resolving the conflict of " + resolve.order().task());
            case Effect.Verify verify -> Optional.of("verifying");
            case Effect.Trials trials -> Optional.of(trialProgress(synthesis));
            case Effect.Integrate integrate -> Optional.of("integrating" + without(synthesis));
            case Effect.Launch launch -> Optional.empty();
            case Effect.Stop stop -> Optional.empty();
            case Effect.RetryAt retry -> Optional.empty();
            case Effect.StopSynthesis stop -> Optional.empty();
            case Effect.CleanUp cleanUp -> Optional.empty();
            case Effect.EraseTexts erase -> Optional.empty();
            case Effect.Finish finish -> Optional.empty();
        };
    }

    private static String trialProgress(SynthesisState synthesis) {
        if (synthesis.verification() == null) {
            return "verifying what the tasks start from";
        }
        int done = synthesis.trialProgress().ended().size();
        return "looking for what fails the verification: " + done + (done == 1 ? " trial" : " trials") + " done, "
                + synthesis.trialProgress().underWay().size() + " under way";
    }

    private static String without(SynthesisState synthesis) {
        Culprits culprits = synthesis.culprits();
        return culprits == null || culprits.sets().isEmpty()
                ? ""
                : " what passes without "
                        + culprits.sets().stream().map(SynthesisWords::subset).collect(Collectors.joining("; "));
    }

    /** The tasks of a subset; of many, how many there are. */
    static String subset(List<String> tasks) {
        return switch (tasks.size()) {
            case 0 -> "the base alone";
            case 1 -> tasks.getFirst();
            default -> tasks.size() > NAMES ? tasks.size() + " tasks" : String.join(" + ", tasks);
        };
    }

    private static String of(Trial trial) {
        return subset(trial.tasks()) + (trial.run() > 1 ? " again" : "");
    }

    static String names(List<String> names) {
        return names.isEmpty() ? "nothing" : Listed.first(NAMES, names);
    }
}
