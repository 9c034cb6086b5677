package dev.stretto.benchmarks.whole;

import dev.stretto.engine.report.Report;
import dev.stretto.engine.report.Report.TaskReport;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.todo.TodoStatus;
import java.util.Optional;

/** Whether a run went as the benchmark says that it goes: what failed early may well have been fast. */
final class Checks {
    private Checks() {}

    /**
     * Makes sure that a run has completed.
     *
     * @param attempts how many each of its tasks has to have had, the last of which completed
     * @throws IllegalStateException if that is not so
     */
    static void completed(Report report, int attempts) {
        if (report.status() != RunStatus.COMPLETED) {
            throw new IllegalStateException("run " + report.run() + " is " + report.status());
        }
        for (TaskReport task : report.tasks()) {
            if (task.status() != TodoStatus.COMPLETED || task.attempts() != attempts) {
                throw new IllegalStateException("task " + task.id() + " of run " + report.run() + " is " + task.status()
                        + " after " + task.attempts() + " attempts, and should be completed after " + attempts);
            }
        }
    }

    /** That all tasks of a run were completed and merged. */
    static void merged(Report report, int tasks) {
        completed(report, 1);
        Report.Integrated result = Optional.ofNullable(report.synthesis())
                .map(Report.Synthesis::integration)
                .orElseThrow(() -> new IllegalStateException("nothing was merged in run " + report.run()));
        if (result.merged().size() != tasks) {
            throw new IllegalStateException(result.merged().size() + " of " + tasks + " tasks were merged");
        }
    }
}
