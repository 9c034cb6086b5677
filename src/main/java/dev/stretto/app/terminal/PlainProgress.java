package dev.stretto.app.terminal;

import dev.stretto.app.follow.RunFollower;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.run.AttemptId;
import dev.stretto.engine.run.Failure;
import dev.stretto.engine.run.Outcome;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Verification;
import dev.stretto.persistence.LogEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Progress as plain lines, one for each thing that has happened: for logs, pipes and continuous integration. */
public final class PlainProgress implements RunFollower.View {
    private static final int NAMES = 8;

    private final Screen screen;

    public PlainProgress(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void show(StartedRun run, List<LogEntry> news) {
        for (LogEntry entry : news) {
            if (entry.event() instanceof RunEvent.AttemptStarted) {
                continue;
            }
            text(entry.event())
                    .ifPresent(text -> screen.progress(
                            entry.at().toString().substring("2000-01-01T".length(), "2000-01-01T00:00:00".length())
                                    + "  " + text));
        }
    }

    @Override
    public void notice(String text) {
        screen.note("stretto: " + text);
    }

    /** What an event means, in a line for people; empty for those that say nothing new. */
    public static Optional<String> text(RunEvent event) {
        return switch (event) {
            case RunEvent.RunStarted started ->
                Optional.of("run " + started.run() + " of plan '"
                        + started.plan().name() + "': "
                        + started.decision().reasons().getFirst()
                        + (started.base() == null || started.base().note() == null
                                ? ""
                                : "\n          note: " + started.base().note()));
            case RunEvent.RunResumed resumed -> Optional.of("taken up again where the log ends");
            case RunEvent.RunReopened reopened -> Optional.of("trying again " + names(reopened.tasks()));
            case RunEvent.TasksLaunched launched ->
                Optional.of("launched "
                        + (launched.attempts().size() == 1
                                ? ""
                                : launched.attempts().size() + " together: ")
                        + names(launched.attempts().stream()
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
                Optional.of(
                        "skipped " + names(skipped.tasks()) + ", since " + skipped.because() + " was not completed");
            case RunEvent.TaskCancelRequested request -> Optional.of("cancelling " + request.task());
            case RunEvent.RunCancelRequested request -> Optional.of("cancelling the run: " + request.reason());
            case RunEvent.SynthesisStarted started ->
                Optional.of("synthesis: "
                        + (started.overlaps().isEmpty()
                                ? "no file was changed by more than one task"
                                : started.overlaps().size() == 1
                                        ? started.overlaps().getFirst().path() + " was changed by more than one task"
                                        : started.overlaps().size() + " files were changed by more than one task"));
            case RunEvent.BranchesMerged merged -> Optional.of(merged(merged.result()));
            case RunEvent.VerificationFinished finished -> Optional.of(verified(finished.verification()));
            case RunEvent.ResultIntegrated integrated ->
                Optional.ofNullable(integrated.integration().branch())
                        .map(branch -> "synthesis: the result is on branch " + branch);
            case RunEvent.SynthesisFailed failed -> Optional.of("synthesis failed: " + failed.message());
            case RunEvent.RunFinished finished -> Optional.of("run " + finished.status());
        };
    }

    private static String attempt(String task, int attempt, Outcome outcome) {
        String took = outcome.startedAt() == null ? "" : " after " + Durations.format(outcome.duration());
        Failure failure = outcome.failure();
        return failure == null
                ? task + "#" + attempt + " completed" + took
                : task + "#" + attempt + " " + failure.status() + took + " (" + failure.kind() + "): "
                        + firstLine(failure.message());
    }

    private static String merged(MergeResult result) {
        String text = "synthesis: merged " + names(result.merged());
        List<Conflict> conflicts = result.conflicts();
        return conflicts.isEmpty()
                ? text
                : text + "; left out "
                        + names(conflicts.stream().map(Conflict::task).toList());
    }

    private static String verified(Verification verification) {
        Duration took = Duration.between(verification.startedAt(), verification.finishedAt());
        return "synthesis: verification " + (verification.passed() ? "passed" : "FAILED") + " after "
                + Durations.format(took)
                + Optional.ofNullable(verification.message())
                        .map(message -> ": " + firstLine(message))
                        .orElse("");
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String told = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        return names.size() > NAMES ? told + " and " + (names.size() - NAMES) + " more" : told;
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
