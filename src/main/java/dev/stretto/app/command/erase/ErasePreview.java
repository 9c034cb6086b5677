package dev.stretto.app.command.erase;

import dev.stretto.app.command.UsageException;
import dev.stretto.engine.attempt.EndedAttempt;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.Erasing;
import dev.stretto.engine.run.Progress;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.persistence.codec.ErasableTexts;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.journal.EventLog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an erasure would remove, and what it can't.
 *
 * @param texts how many texts beside the log
 * @param artifacts how many outputs
 * @param bytes their size
 * @param branches where commits of these tasks are, which stay as they are
 */
record ErasePreview(int texts, int artifacts, long bytes, List<String> branches) {

    /**
     * Of a run, or of one of its tasks.
     *
     * @throws UsageException if the run is not over, or has no such task
     */
    static ErasePreview of(EventLog logs, String run, Optional<String> task) throws Exception {
        StartedRun started = logs.fold(run)
                .state()
                .started()
                .orElseThrow(() -> new UsageException("the log of run " + run + " has no beginning"));
        if (!started.finished()) {
            throw new UsageException(
                    "run " + run + " is not over: its texts are erased once it is. Wait for its end, or"
                            + " cancel it first: stretto cancel " + run);
        }
        List<String> tasks = task.map(id -> Erasing.together(started, id)).orElse(List.of());
        if (task.isPresent() && tasks.isEmpty()) {
            throw new UsageException("the plan of run " + run + " has no task '" + task.get() + "'");
        }
        List<StoredRow> rows = logs.rows(run);
        ErasableTexts texts = task.isPresent() ? ErasableTexts.of(rows, tasks) : ErasableTexts.of(rows);
        return new ErasePreview(
                texts.texts().size(), texts.artifacts().size(), texts.bytes(), branches(started, tasks));
    }

    private static List<String> branches(StartedRun run, List<String> tasks) {
        Stream<String> ofTasks = Stream.of(run.progress())
                .flatMap(
                        tasks.isEmpty()
                                ? progress -> progress.stream()
                                : progress -> run.progressOf(tasks.getFirst()).stream())
                .flatMap(ErasePreview::branches);
        Integration integration = run.synthesis().integration();
        Stream<String> ofResult = integration == null ? Stream.of() : Stream.ofNullable(integration.branch());
        return Stream.concat(ofTasks, ofResult).distinct().toList();
    }

    private static Stream<String> branches(Progress progress) {
        return progress.ended().stream()
                .map(EndedAttempt::outcome)
                .flatMap(outcome -> Stream.ofNullable(outcome.work()))
                .map(WorkResult::branch);
    }
}
