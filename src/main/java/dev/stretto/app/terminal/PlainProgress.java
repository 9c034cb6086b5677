package dev.stretto.app.terminal;

import dev.stretto.app.follow.RunFollower;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.codec.LogEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Progress as plain lines, one for each thing that has happened: for logs, pipes and continuous integration. Where many tasks
 * complete at the same time, one line tells of all of them.
 */
public final class PlainProgress implements RunFollower.View {
    /** So many completed tasks get a line each. */
    private static final int LINES_FOR_COMPLETED = 20;

    private final Screen screen;
    private boolean saidWhyAttemptsWait;

    public PlainProgress(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void show(StartedRun run, List<LogEntry> news) {
        List<LogEntry> completed = news.stream()
                .filter(entry -> entry.event() instanceof RunEvent.TaskCompleted)
                .toList();
        boolean together = completed.size() > LINES_FOR_COMPLETED;
        for (LogEntry entry : news) {
            boolean told = entry.event() instanceof RunEvent.AttemptStarted
                    || (together && entry.event() instanceof RunEvent.TaskCompleted);
            if (!told) {
                text(entry.event()).ifPresent(text -> say(entry, text));
            }
            if (together && entry.equals(completed.getLast())) {
                say(entry, completed(run, completed));
            }
        }
    }

    private static String completed(StartedRun run, List<LogEntry> completed) {
        List<String> tasks = completed.stream()
                .flatMap(entry ->
                        entry.event() instanceof RunEvent.TaskEnded ended ? Stream.of(ended.task()) : Stream.empty())
                .toList();
        return tasks.size() + " completed: " + SynthesisWords.names(tasks) + "; " + run.open() + " of "
                + run.progress().size() + " left";
    }

    private void say(LogEntry entry, String text) {
        String time = entry.at().toString().substring("2000-01-01T".length(), "2000-01-01T00:00:00".length());
        screen.progress(time + "  " + text);
    }

    @Override
    public void notice(String text) {
        screen.note("stretto: " + text);
    }

    private static Optional<String> note(RunEvent.RunStarted started) {
        return started.base() == null
                ? started.plan().warningOfSharedDirectory()
                : Optional.ofNullable(started.base().note());
    }

    private static Optional<String> workspaces(RunEvent.RunStarted started) {
        return Optional.ofNullable(started.base()).flatMap(base -> WorkspacesText.of(base.isolation()));
    }

    /** Said once: it goes on for as long as there is more to do than room for it. */
    @Override
    public void attemptsWait(Optional<String> why) {
        if (!saidWhyAttemptsWait) {
            why.ifPresent(this::notice);
            saidWhyAttemptsWait = why.isPresent();
        }
    }

    /** What an event means, in a line for people; empty for those that say nothing new. */
    public static Optional<String> text(RunEvent event) {
        return switch (event) {
            case RunEvent.RunStarted started ->
                Optional.of("run " + started.run() + " of plan '"
                        + started.plan().name() + "': "
                        + started.decision().reasons().getFirst()
                        + note(started).map(note -> "\n          note: " + note).orElse("")
                        + workspaces(started).map(text -> "\n          " + text).orElse(""));
            case RunEvent.RunResumed resumed -> Optional.of("resumed where the log ends");
            case RunEvent.TextsErased erased -> Optional.of(erased(erased));
            case RunEvent.RunReopened reopened -> Optional.of("trying again " + SynthesisWords.names(reopened.tasks()));
            case RunEvent.TasksLaunched launched ->
                Optional.of("launched "
                        + (launched.attempts().size() == 1
                                ? ""
                                : launched.attempts().size() + " together: ")
                        + SynthesisWords.names(launched.attempts().stream()
                                .map(AttemptId::toString)
                                .toList()));
            case RunEvent.AttemptStarted started ->
                Optional.of(started.task() + "#" + started.attempt() + " started as process "
                        + started.process().pid()
                        + (started.workspace() == null
                                ? ""
                                : " in " + started.workspace().directory()));
            case RunEvent.AttemptFailed failed ->
                Optional.of(attempt(failed.task(), failed.attempt(), failed.outcome()) + "; again in "
                        + Durations.format(Duration.between(failed.outcome().finishedAt(), failed.retryAt())));
            case RunEvent.RetryDue due -> Optional.of(due.task() + " may be tried again");
            case RunEvent.TaskEnded ended -> Optional.of(attempt(ended.task(), ended.attempt(), ended.outcome()));
            case RunEvent.TasksSkipped skipped ->
                Optional.of("skipped " + SynthesisWords.names(skipped.tasks()) + ", since " + skipped.because()
                        + " was not completed");
            case RunEvent.TaskCancelRequested request -> Optional.of("cancelling " + request.task());
            case RunEvent.RunCancelRequested request -> Optional.of("cancelling the run: " + request.reason());
            case RunEvent.SynthesisStarted started -> synthesis(SynthesisWords.of(started));
            case RunEvent.BranchesMerged merged -> synthesis(SynthesisWords.of(merged.result()));
            case RunEvent.ConflictResolved resolved -> synthesis(SynthesisWords.of(resolved));
            case RunEvent.ResolutionRefused refused -> synthesis(SynthesisWords.of(refused));
            case RunEvent.VerificationFinished finished -> synthesis(SynthesisWords.of(finished.verification()));
            case RunEvent.TrialsLaunched launched -> synthesis(SynthesisWords.of(launched));
            case RunEvent.TrialFinished finished -> synthesis(SynthesisWords.of(finished.result()));
            case RunEvent.CulpritsFound found -> synthesis(SynthesisWords.of(found.culprits(), found.result()));
            case RunEvent.ResultIntegrated integrated ->
                Optional.ofNullable(integrated.integration().branch())
                        .flatMap(branch -> synthesis("the result is on branch " + branch));
            case RunEvent.SynthesisStepLost lost ->
                Optional.of(lost.step() + " was lost, and is begun again: " + lost.message());
            case RunEvent.SynthesisFailed failed -> Optional.of("synthesis failed: " + failed.message());
            case RunEvent.RunFinished finished -> Optional.of("run " + finished.status());
        };
    }

    private static String erased(RunEvent.TextsErased erased) {
        return "erased " + erased.texts().size() + " texts and "
                + erased.artifacts().size() + " outputs"
                + (erased.task() == null ? "" : " of " + erased.task()) + ": " + erased.reason();
    }

    private static String attempt(String task, int attempt, Outcome outcome) {
        String took = outcome.startedAt() == null ? "" : " after " + Durations.format(outcome.duration());
        Failure failure = outcome.failure();
        return failure == null
                ? task + "#" + attempt + " completed" + took
                : task + "#" + attempt + " " + failure.status() + took + " (" + failure.kind() + "): "
                        + firstLine(failure.message());
    }

    private static Optional<String> synthesis(String text) {
        return Optional.of("synthesis: " + text);
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
