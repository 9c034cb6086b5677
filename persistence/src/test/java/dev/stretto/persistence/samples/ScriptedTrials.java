package dev.stretto.persistence.samples;

import dev.stretto.engine.run.RunCommand.RecordTrial;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.TrialProgress;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Answers the trials of a scripted run as a test wants them to come out: they pass, unless something else is said of them. */
final class ScriptedTrials {
    private final ScriptedRun run;
    private Predicate<Trial> fails = trial -> false;
    private Predicate<Trial> cutOff = trial -> false;
    private Predicate<List<String>> unmergeable = subset -> false;
    private UnaryOperator<List<String>> tree = subset -> subset;
    private Function<List<String>, List<Dropped>> dropped = tasks -> List.of();

    ScriptedTrials(ScriptedRun run) {
        this.run = run;
    }

    ScriptedTrials fails(Predicate<Trial> more) {
        fails = fails.or(more);
        return this;
    }

    ScriptedTrials isCutOff(Predicate<Trial> which) {
        cutOff = which;
        return this;
    }

    ScriptedTrials cannotMerge(Predicate<List<String>> which) {
        unmergeable = which;
        return this;
    }

    /** Subsets have the same files if they are given the same tasks here. */
    ScriptedTrials tree(UnaryOperator<List<String>> which) {
        tree = which;
        return this;
    }

    /** What is missing of the tasks in a subset. */
    ScriptedTrials drops(Function<List<String>, List<Dropped>> which) {
        dropped = which;
        return this;
    }

    /** Answers, in the order in which they were launched, until none is under way any more. */
    void answer() {
        List<Trial> open = trialProgress().underWay();
        while (!open.isEmpty()) {
            run.tell("engine", new RecordTrial(result(open.getFirst())));
            open = trialProgress().underWay();
        }
    }

    private TrialResult result(Trial trial) {
        if (unmergeable.test(trial.tasks())) {
            return TrialResult.unmergeable(trial);
        }
        String files = SampleParts.commit("files of " + tree.apply(trial.tasks()));
        Optional<Verification> known = trialProgress().ended().stream()
                .filter(ended -> files.equals(ended.tree()) && ended.trial().run() == trial.run())
                .flatMap(ended -> Optional.ofNullable(ended.verification()).stream())
                .findFirst();
        String commit =
                trial.tasks().isEmpty() ? SampleParts.BASE.commit() : SampleParts.commit("merge of " + trial.tasks());
        return new TrialResult(
                trial,
                commit,
                files,
                dropped.apply(trial.tasks()),
                known.orElseGet(() -> verification(trial)),
                known.isPresent());
    }

    private Verification verification(Trial trial) {
        if (cutOff.test(trial)) {
            return SampleParts.cutOff(run);
        }
        return fails.test(trial) ? SampleParts.failed(run) : SampleParts.passed(run);
    }

    private TrialProgress trialProgress() {
        return run.state().started().map(StartedRun::synthesis).orElseThrow().trialProgress();
    }
}
