package dev.stretto.app.terminal;

import dev.stretto.engine.decision.CriticalPath;
import dev.stretto.engine.decision.DecisionExplanation;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.decision.DispatchMode;
import dev.stretto.engine.decision.Expectation;
import dev.stretto.engine.decision.FlowStep;
import dev.stretto.engine.history.CoChange;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A decision and its explanation in lines for people; of long lists the beginning, and how much more there is. */
public final class DecisionText {
    private static final int NAMES = 12;
    private static final int LINES = 20;

    private final List<String> lines = new ArrayList<>();

    private DecisionText() {}

    /** The lines. */
    public static List<String> of(
            Plan plan, DispatchDecision decision, DecisionExplanation explanation, List<CoChange> warnings) {
        DecisionText text = new DecisionText();
        text.lines.add(plan.name() + ": the plan is well formed. It would run " + decision.mode() + ".");
        text.flow(explanation.flow());
        text.waves(decision);
        if (decision.mode() != DispatchMode.SINGLE) {
            text.criticalPath(explanation.criticalPath());
        }
        if (explanation.expectation() != null) {
            text.expectation(explanation.expectation());
        }
        text.list("  kept apart:", explanation.separations(), separation -> separation.reason());
        text.list(
                "  warning: changed together before, and now by tasks that run together:",
                warnings,
                DecisionText::warning);
        explanation.notes().forEach(note -> text.lines.add("  - " + note));
        return text.lines;
    }

    private void flow(List<FlowStep> flow) {
        String indent = "  ";
        for (FlowStep step : flow) {
            lines.add(indent + step.question());
            String answer = switch (step.answer()) {
                case YES -> "Yes";
                case NO -> "No";
                case PARTLY -> "Partly";
            };
            lines.add(indent + "└─ " + answer + ": " + step.because()
                    + (step.outcome() == null ? "" : " → " + step.outcome()));
            indent += "   ";
        }
    }

    private void waves(DispatchDecision decision) {
        List<List<String>> waves = decision.waves();
        for (int wave = 0; wave < Math.min(LINES, waves.size()); wave++) {
            List<String> tasks = waves.get(wave);
            lines.add("  wave " + (wave + 1) + (tasks.size() > NAMES ? ", " + tasks.size() + " tasks: " : ": ")
                    + names(tasks, ", "));
        }
        if (waves.size() > LINES) {
            lines.add("  … and " + (waves.size() - LINES) + " more waves");
        }
    }

    private void criticalPath(CriticalPath path) {
        String length = path.lengthMs() == null
                ? ", by number: how long they take is not known"
                : ", " + duration(path.lengthMs()) + " by the durations of earlier runs";
        lines.add("  critical path: " + names(path.leads(), " → ") + " ("
                + path.leads().size() + length + ")");
    }

    private void expectation(Expectation expected) {
        int all = expected.known() + expected.assumed();
        lines.add(String.format(
                Locale.ROOT,
                "  expected: %s instead of %s one after the other, %.1f times as fast",
                duration(expected.makespanMs()),
                duration(expected.sequentialMs()),
                expected.speedup()));
        lines.add("    from the median durations of earlier runs, known for "
                + (expected.assumed() == 0 ? "all " + all : expected.known() + " of " + all)
                + (expected.assumedMs() == null
                        ? ""
                        : "; " + duration(expected.assumedMs()) + ", their median, is assumed for the rest"));
    }

    private <T> void list(String heading, List<T> all, Function<T, String> words) {
        if (all.isEmpty()) {
            return;
        }
        lines.add(heading);
        all.stream().limit(LINES).forEach(each -> lines.add("    " + Printable.line(words.apply(each))));
        if (all.size() > LINES) {
            lines.add("    … and " + (all.size() - LINES) + " more; --json gives them all");
        }
    }

    private static String warning(CoChange warning) {
        return warning.file() + " (" + warning.task() + ") and " + warning.otherFile() + " (" + warning.otherTask()
                + "): both in " + warning.together() + " of the " + warning.changes() + " changes of the first"
                + (warning.morePairs() == 0
                        ? ""
                        : "; and " + warning.morePairs() + " more pairs of files of these two");
    }

    private static String names(List<String> names, String between) {
        return String.join(between, names.subList(0, Math.min(NAMES, names.size())))
                + (names.size() > NAMES ? between + "… and " + (names.size() - NAMES) + " more" : "");
    }

    private static String duration(long millis) {
        return Durations.format(Duration.ofMillis(millis));
    }
}
