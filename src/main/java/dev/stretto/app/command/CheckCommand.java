package dev.stretto.app.command;

import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.report.Report;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Mixin
    private final PromptOptions prompts = new PromptOptions();

    @Parameters(paramLabel = "PLAN", description = "The plan's file (YAML or JSON); - for standard input.")
    private String plan = "";

    /** What {@code check --json} prints for a plan that is well. */
    record Checked(
            String plan,
            List<Problem> problems,
            int tasks,
            Report.Decision decision,
            @Nullable String note,
            @Nullable List<PromptOptions.Prompt> prompts,
            List<PromptOptions.Piece> advice) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        Plan read;
        try {
            read = Plans.read(plan);
        } catch (InvalidPlanException e) {
            Plans.report(e, screen);
            return ExitCodes.USAGE;
        }
        Optional<String> note = workspaceNote(read);
        DispatchDecision decision = DecisionFlow.decide(read);
        PromptOptions.Found found = prompts.look(read, decision);
        if (screen.json()) {
            screen.document(new Checked(
                    read.name(),
                    List.of(),
                    read.tasks().size(),
                    new Report.Decision(decision.mode(), decision.reasons(), decision.waves()),
                    note.orElse(null),
                    found.prompts(),
                    found.pieces()));
        } else {
            print(read, decision, screen);
            note.ifPresent(text -> screen.line("  note: " + text));
            found.print(screen);
        }
        return found.exitCode();
    }

    /** What the user should know of the repository that the plan would run on. */
    private static Optional<String> workspaceNote(Plan plan) throws WorkspaceException {
        WorkspaceSpec workspace = plan.workspace();
        return workspace == null || !plan.isolated()
                ? Optional.empty()
                : Optional.ofNullable(Repositories.pin(Path.of(workspace.repository()), workspace.base())
                        .note());
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
