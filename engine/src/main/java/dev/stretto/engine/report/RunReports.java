package dev.stretto.engine.report;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.RunContext;
import dev.stretto.engine.run.StartedRun;

/** Makes the report of a run from its state. Pure: the same log always gives the same report. */
public final class RunReports {
    private RunReports() {}

    /** The report, with what is known of the log that the state was folded from. */
    public static Report of(StartedRun run, Report.Log log) {
        RunContext context = run.context();
        return new Report(
                Report.VERSION,
                context.run(),
                context.plan().name(),
                run.status(),
                new Report.Decision(
                        context.decision().mode(),
                        context.decision().reasons(),
                        context.decision().waves()),
                run.startedAt(),
                run.finishedAt(),
                Timings.of(run),
                run.todos(),
                TaskReports.of(run),
                context.base().map(PinnedBase::note).orElse(null),
                context.base().map(PinnedBase::isolation).orElse(null),
                SynthesisReports.of(run),
                Reviews.of(run),
                log);
    }
}
