package dev.stretto.app.command.plan;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.PlanFiles;
import dev.stretto.app.command.ProgramCheck;
import dev.stretto.app.terminal.DecisionText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.decision.DecisionExplanation;
import dev.stretto.engine.history.CoChange;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.report.Report;
import dev.stretto.persistence.directory.WorkspacesPlace;
import dev.stretto.subagents.environment.PlanValues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(names = "--require-scopes", description = PlanFiles.REQUIRE_SCOPES)
    private boolean requireScopes;

    /** What {@code check --json} prints for a plan that is well. */
    record Checked(
            String plan,
            List<Problem> problems,
            int tasks,
            Report.Decision decision,
            DecisionExplanation explanation,
            List<CoChange> warnings,
            @Nullable List<String> notLookedAt,
            @Nullable String note,
            @Nullable List<String> missing,
            @Nullable String workspaces,
            @Nullable List<String> workspacesNot,
            @Nullable List<PromptOptions.Prompt> prompts,
            List<PromptOptions.Warning> lint) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        Plan read;
        try {
            read = PlanFiles.read(plan, requireScopes);
        } catch (InvalidPlanException e) {
            PlanFiles.report(e, screen);
            return ExitCodes.USAGE;
        }
        Study study = Study.of(read, options.dataDirectory());
        PromptOptions.Found found = prompts.look(read, study.decision());
        List<String> missing = new ArrayList<>(ProgramCheck.missing(read));
        missing.addAll(PlanValues.missing(read, System.getenv()));
        WorkspacesPlace place = read.workspacesDirectory()
                .map(directory -> new WorkspacesPlace(directory, List.of()))
                .orElseGet(options.dataDirectory()::workspacesPlace);
        if (screen.json()) {
            screen.document(checked(read, study, missing, place, found));
        } else {
            print(read, study, screen);
            if (read.isolated()) {
                screen.line("  workspaces: " + place.directory());
                place.refused().forEach(reason -> screen.line("    " + reason));
            }
            missing.forEach(what -> screen.line("  'stretto run' would refuse this: " + what));
            found.print(screen);
        }
        return found.exitCode();
    }

    private static Checked checked(
            Plan plan, Study study, List<String> missing, WorkspacesPlace place, PromptOptions.Found found) {
        return new Checked(
                plan.name(),
                List.of(),
                plan.tasks().size(),
                new Report.Decision(
                        study.decision().mode(),
                        study.decision().reasons(),
                        study.decision().waves()),
                study.explanation(),
                study.warnings(),
                study.notLookedAt().isEmpty() ? null : study.notLookedAt(),
                study.note(),
                missing.isEmpty() ? null : missing,
                plan.isolated() ? place.directory().toString() : null,
                plan.isolated() && !place.refused().isEmpty() ? place.refused() : null,
                found.prompts(),
                found.warnings());
    }

    private static void print(Plan plan, Study study, Screen screen) {
        DecisionText.of(plan, study.decision(), study.explanation(), study.warnings())
                .forEach(screen::line);
        if (study.note() != null) {
            screen.line("  note: " + study.note());
        }
        study.notLookedAt().forEach(what -> screen.line("  note: not looked at are " + what));
    }
}
