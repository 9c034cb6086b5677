package dev.stretto.app.command.plan;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Makes plans, after one of the four patterns. */
@Command(
        name = "plan",
        description = "Makes a plan from failing tests, directories, perspectives or a list of tasks. Runs nothing.",
        subcommands = {
            PlanFromFailuresCommand.class,
            PlanFromDirectoriesCommand.class,
            PlanFromPerspectivesCommand.class,
            PlanFromTasksCommand.class
        })
public final class PlanCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** For picocli, which fills in {@code spec}. */
    @SuppressWarnings("NullAway.Init")
    private PlanCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Missing what to plan from: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
