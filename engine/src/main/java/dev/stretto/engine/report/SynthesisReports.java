package dev.stretto.engine.report;

import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.report.Report.Integrated;
import dev.stretto.engine.report.Report.Resolved;
import dev.stretto.engine.report.Report.Searched;
import dev.stretto.engine.report.Report.Synthesis;
import dev.stretto.engine.report.Report.Verified;
import dev.stretto.engine.run.Reservations;
import dev.stretto.engine.run.Resolving;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.SynthesisState;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import dev.stretto.engine.synthesis.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the part of a report that says what came of bringing the work together. */
final class SynthesisReports {
    private SynthesisReports() {}

    static @Nullable Synthesis of(StartedRun run) {
        SynthesisState state = run.synthesis();
        if (state.startedAt() == null) {
            return null;
        }
        return new Synthesis(
                state.startedAt(),
                state.overlaps(),
                unlessEmpty(Findings.of(run)),
                unlessEmpty(state.resolving().ended().stream()
                        .map(SynthesisReports::resolved)
                        .toList()),
                integrated(run),
                state.trialProgress()
                        .of(new Trial(List.of(), 1))
                        .map(TrialResult::verification)
                        .map(SynthesisReports::plain)
                        .orElse(null),
                verified(state),
                state.problem());
    }

    private static Resolved resolved(Resolving.Ended ended) {
        return switch (ended) {
            case Resolving.Taken taken -> resolved(ended, Optional.of(taken.resolution()), null);
            case Resolving.Refused refused -> resolved(ended, Optional.empty(), refused.reason());
        };
    }

    private static Resolved resolved(Resolving.Ended ended, Optional<Resolution> resolution, @Nullable String refusal) {
        Optional<Outcome> outcome = Optional.ofNullable(ended.by()).map(ResolverRun::outcome);
        return new Resolved(
                ended.task(),
                resolution.map(Resolution::with).orElse(null),
                resolution
                        .map(known -> known.paths().stream()
                                .map(path -> path.collision().path())
                                .toList())
                        .orElse(null),
                resolution.isPresent(),
                refusal,
                outcome.map(Outcome::summary).orElse(null),
                outcome.map(Outcome::output).orElse(null),
                Optional.ofNullable(ended.by()).map(ResolverRun::commit).orElse(null),
                outcome.map(Outcome::notices)
                        .filter(notices -> !notices.isEmpty())
                        .orElse(null),
                outcome.map(known -> known.duration().toMillis()).orElse(null),
                outcome.map(Outcome::usage).map(Report.Cost::of).orElse(null));
    }

    private static @Nullable Integrated integrated(StartedRun run) {
        MergeResult merge = run.synthesis().merge();
        Integration integration = run.synthesis().integration();
        if (merge == null) {
            return null;
        }
        return new Integrated(
                integration == null ? null : integration.branch(),
                merge.commit(),
                merge.merged(),
                merge.conflicts().stream().map(Conflict::task).toList(),
                unlessEmpty(merge.conflicts().stream().map(Conflict::reason).toList()),
                unlessEmpty(merge.dropped()),
                merge.explanation(),
                integration == null ? null : integration.movedBranch(),
                note(run, integration));
    }

    /** What the user should know of the result, and why their branch was left where it is although nothing failed. */
    private static @Nullable String note(StartedRun run, @Nullable Integration integration) {
        if (integration == null) {
            return null;
        }
        List<String> reservations = run.context().plan().synthesis().integrate() == SynthesisSpec.Integrate.MERGE
                        && integration.movedBranch() == null
                ? Reservations.of(run)
                : List.of();
        if (reservations.isEmpty()) {
            return integration.note();
        }
        String stays = "your branch stays where it is, since " + String.join(", and ", reservations) + "; 'git merge "
                + integration.branch() + "' takes the result over";
        return integration.note() == null ? stays : integration.note() + ". " + stays;
    }

    /** The verification of what is in the result; where that is not what was verified first, also of that. */
    private static @Nullable Verified verified(SynthesisState state) {
        Verification first = state.verification();
        Culprits culprits = state.culprits();
        if (first == null || culprits == null) {
            return first == null ? null : plain(first);
        }
        Optional<Verification> passed = culprits.baseFails() || culprits.kept().isEmpty()
                ? Optional.empty()
                : state.trialProgress().ended().stream()
                        .filter(result ->
                                result.passed() && result.trial().tasks().equals(culprits.kept()))
                        .map(TrialResult::verification)
                        .findFirst();
        Verification shown = passed.orElse(first);
        return new Verified(
                shown.command(),
                shown.exitCode(),
                shown.passed(),
                shown.startedAt(),
                took(shown),
                shown.message(),
                shown.output(),
                unlessEmpty(culprits.sets()),
                unlessEmpty(culprits.flaky()),
                new Searched(
                        culprits.trials(),
                        culprits.runs(),
                        culprits.complete(),
                        culprits.baseFails(),
                        culprits.flaky().isEmpty() ? null : culprits.repeats()),
                passed.isPresent() ? plain(first) : null);
    }

    private static Verified plain(Verification verification) {
        return new Verified(
                verification.command(),
                verification.exitCode(),
                verification.passed(),
                verification.startedAt(),
                took(verification),
                verification.message(),
                verification.output(),
                null,
                null,
                null,
                null);
    }

    private static long took(Verification verification) {
        return Duration.between(verification.startedAt(), verification.finishedAt())
                .toMillis();
    }

    private static <T> @Nullable List<T> unlessEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
