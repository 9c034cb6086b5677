package dev.stretto.app.command;

import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.report.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads and judges a plan, and runs nothing. */
@Command(
        name = "check",
        description = "Reads and judges a plan: its problems, or what would run together and why. Runs nothing.")
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "PLAN", description = "The plan's file (YAML or JSON); - for standard input.")
    private String plan = "";

    /** What {@code check --json} prints for a plan that is well. */
    record Checked(String plan, List<Problem> problems, int tasks, Report.Decision decision) {}

    @Override
    public Integer call() {
        Screen screen = options.screen();
        Plan read;
        try {
            read = Plans.read(plan);
        } catch (InvalidPlanException e) {
            Plans.report(e, screen);
            return ExitCodes.USAGE;
        }
        DispatchDecision decision = DecisionFlow.decide(read);
        if (screen.json()) {
            screen.document(new Checked(
                    read.name(),
                    List.of(),
                    read.tasks().size(),
                    new Report.Decision(decision.mode(), decision.reasons(), decision.waves())));
        } else {
            print(read, decision, screen);
        }
        return ExitCodes.CLEAN;
    }

    private static void print(Plan plan, DispatchDecision decision, Screen screen) {
        screen.line(plan.name() + ": the plan is well formed. It would run " + decision.mode() + ".");
        decision.reasons().forEach(reason -> screen.line("  - " + reason));
        for (int wave = 0; wave < decision.waves().size(); wave++) {
            screen.line("  wave " + (wave + 1) + ": "
                    + String.join(", ", decision.waves().get(wave)));
        }
    }
}
