package dev.stretto.app.command.audit;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.todo.TodoStatus;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.subagents.git.integration.IntegrationCheck;
import dev.stretto.subagents.git.integration.RecordedResolution;
import dev.stretto.subagents.git.integration.RecordedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what a log says of the merged result with the commits in the repository. */
final class IntegrationAudit {
    private IntegrationAudit() {}

    static IntegrationCheck.Answer of(String run, LogPlace place, List<StoredRow> rows) {
        Optional<StartedRun> state = Replay.fold(run, place, rows).state().started();
        Optional<MergeResult> merge =
                state.flatMap(started -> Optional.ofNullable(started.synthesis().merge()));
        if (state.isEmpty() || merge.isEmpty() || state.get().context().base().isEmpty()) {
            return new IntegrationCheck.Checked(List.of());
        }
        StartedRun started = state.get();
        return IntegrationCheck.of(
                run,
                started.context().base().get(),
                merge.get(),
                started.synthesis().integration(),
                works(started),
                resolutions(started));
    }

    private static List<RecordedWork> works(StartedRun run) {
        List<RecordedWork> works = new ArrayList<>();
        run.context().assignments().forEach(assignment -> {
            Progress progress = run.progressOf(assignment.lead()).orElseThrow();
            Optional<WorkResult> work = progress.status() == TodoStatus.COMPLETED
                    ? progress.lastOutcome().map(Outcome::work)
                    : Optional.empty();
            work.ifPresent(found -> works.add(new RecordedWork(assignment.lead(), progress.attempt(), found)));
        });
        return works;
    }

    /** Those that were taken; what was refused is not in the result. */
    private static List<RecordedResolution> resolutions(StartedRun run) {
        return run.synthesis()
                .resolving()
                .taken()
                .map(taken ->
                        new RecordedResolution(taken.resolution(), taken.by().commit()))
                .toList();
    }

    static List<AuditFinding> findings(IntegrationCheck.Answer answer, long lastEvent) {
        return switch (answer) {
            case IntegrationCheck.Checked checked ->
                checked.findings().stream()
                        .map(text -> new AuditFinding(lastEvent, AuditFinding.Kind.COMMIT, text))
                        .toList();
            case IntegrationCheck.NotCheckable not -> List.of();
        };
    }

    /** What it came to if nothing is wrong, as a part of a sentence. */
    static String inWords(IntegrationCheck.Answer answer) {
        return switch (answer) {
            case IntegrationCheck.Checked checked -> "the repository's commits agree";
            case IntegrationCheck.NotCheckable not -> "the repository's commits were not compared (" + not.why() + ")";
        };
    }
}
