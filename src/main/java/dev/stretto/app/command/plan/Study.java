package dev.stretto.app.command.plan;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.decision.DecisionExplanation;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.history.Change;
import dev.stretto.engine.history.CoChange;
import dev.stretto.engine.history.CoChanges;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.report.PastRuns;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.scope.KnownPaths;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.RepositoryPast;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its decision, explained from all that is known: the repository's files and history, and earlier runs.
 *
 * @param warnings pairs that would run together though their files were changed together before
 * @param note what the user should know of where the tasks work; absent if there is nothing
 * @param notLookedAt what could not be looked at, and why, in words
 */
record Study(
        DispatchDecision decision,
        DecisionExplanation explanation,
        List<CoChange> warnings,
        @Nullable String note,
        List<String> notLookedAt) {

    /** Studies a plan. Whatever can't be read beside the repository itself is said, and no hindrance. */
    static Study of(Plan plan, DataDirectory data) throws WorkspaceException {
        List<String> notLookedAt = new ArrayList<>();
        PinnedBase base = base(plan);
        DispatchDecision decision = DecisionFlow.decide(plan);
        List<StartedRun> runs = earlier(data, notLookedAt);
        List<Change> changes = new ArrayList<>();
        List<String> files = new ArrayList<>();
        if (base != null && decision.assignments().size() > 1) {
            RepositoryPast past = new RepositoryPast(base);
            try {
                files.addAll(past.files());
                changes.addAll(past.changes());
            } catch (GitException e) {
                notLookedAt.add("the repository's files and history: " + e.getMessage());
            }
            changes.addAll(PastRuns.changes(of(base, runs)));
        }
        return new Study(
                decision,
                DecisionExplanation.of(plan, decision, PastRuns.durations(plan.name(), runs), new KnownPaths(files)),
                CoChanges.among(plan, decision, changes),
                base == null ? plan.warningOfSharedDirectory().orElse(null) : base.note(),
                notLookedAt);
    }

    private static @Nullable PinnedBase base(Plan plan) throws WorkspaceException {
        WorkspaceSpec workspace = plan.workspace();
        return workspace == null || !plan.isolated()
                ? null
                : Repositories.pin(Path.of(workspace.repository()), workspace.base(), plan.provision());
    }

    private static List<StartedRun> earlier(DataDirectory data, List<String> notLookedAt) {
        try {
            return EarlierRuns.of(data);
        } catch (JournalException | UnrecoverableLogException e) {
            notLookedAt.add("earlier runs: " + e.getMessage());
            return List.of();
        }
    }

    /** The runs in the same repository. */
    private static List<StartedRun> of(PinnedBase base, List<StartedRun> runs) {
        return runs.stream()
                .filter(run -> run.context()
                        .base()
                        .filter(other -> other.repository().equals(base.repository()))
                        .isPresent())
                .toList();
    }
}
