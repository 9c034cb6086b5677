package dev.stretto.engine.run;

import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.todo.IllegalTransitionException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trials of a synthesis.
 *
 * @param underWay those that have been launched and have not ended, in that order
 * @param ended those that have, in that order
 */
public record TrialProgress(List<Trial> underWay, List<TrialResult> ended) {
    static final TrialProgress NONE = new TrialProgress(List.of(), List.of());

    public TrialProgress {
        underWay = List.copyOf(underWay);
        ended = List.copyOf(ended);
    }

    TrialProgress launched(List<Trial> trials) {
        for (Trial trial : trials) {
            if (underWay.contains(trial) || of(trial).isPresent()) {
                throw new IllegalTransitionException("trial " + trial + " is launched a second time");
            }
        }
        return new TrialProgress(
                Stream.concat(underWay.stream(), trials.stream()).toList(), ended);
    }

    TrialProgress finished(TrialResult result) {
        if (!underWay.contains(result.trial())) {
            throw new IllegalTransitionException("trial " + result.trial() + " ends though it is not under way");
        }
        List<Trial> left =
                underWay.stream().filter(trial -> !trial.equals(result.trial())).toList();
        return new TrialProgress(
                left, Stream.concat(ended.stream(), Stream.of(result)).toList());
    }

    /** Nobody looks after those under way any more. */
    TrialProgress stopped() {
        return new TrialProgress(List.of(), ended);
    }

    /** What came of a trial that has ended. */
    public Optional<TrialResult> of(Trial trial) {
        return ended.stream().filter(result -> result.trial().equals(trial)).findFirst();
    }

    Set<Trial> open() {
        return new LinkedHashSet<>(underWay);
    }
}
