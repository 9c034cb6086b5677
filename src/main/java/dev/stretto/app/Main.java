package dev.stretto.app;

import dev.stretto.app.command.ErrorReport;
import dev.stretto.app.command.audit.AuditCommand;
import dev.stretto.app.command.audit.BlameCommand;
import dev.stretto.app.command.erase.EraseCommand;
import dev.stretto.app.command.plan.CheckCommand;
import dev.stretto.app.command.plan.PlanCommand;
import dev.stretto.app.command.prune.PruneCommand;
import dev.stretto.app.command.run.CancelCommand;
import dev.stretto.app.command.run.DemoCommand;
import dev.stretto.app.command.run.EngineCommand;
import dev.stretto.app.command.run.ResumeCommand;
import dev.stretto.app.command.run.RetryCommand;
import dev.stretto.app.command.run.RunPlanCommand;
import dev.stretto.app.command.show.OutputCommand;
import dev.stretto.app.command.show.RunsCommand;
import dev.stretto.app.command.show.ShowCommand;
import dev.stretto.app.command.work.DiffCommand;
import dev.stretto.app.command.work.OpenCommand;
import dev.stretto.app.command.work.TakeCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Where the program starts. */
@Command(
        name = "stretto",
        description = "Dispatches the independent tasks of a plan to subagents, all at once, and brings their work back"
                + " together.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            PlanCommand.class,
            CheckCommand.class,
            RunPlanCommand.class,
            RunsCommand.class,
            ShowCommand.class,
            OutputCommand.class,
            DiffCommand.class,
            OpenCommand.class,
            TakeCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            ResumeCommand.class,
            AuditCommand.class,
            BlameCommand.class,
            EraseCommand.class,
            PruneCommand.class,
            EngineCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   done and clean",
            "  1   done, but a task did not complete, a conflict is left or verification failed",
            "  2   bad input or usage",
            "  3   cancelled",
            "  4   the log is corrupt or was tampered with",
            "  5   the data directory is held by another engine that does not answer",
            "  70  an internal error"
        })
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** For picocli, which fills in {@code spec}. */
    @SuppressWarnings("NullAway.Init")
    private Main() {}

    /** Runs the command line and ends the program with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main())
                .setOut(writer(System.out))
                .setErr(writer(System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A file's name may begin with '@'; picocli would read more arguments from it.
                .setExpandAtFiles(false);
        return ErrorReport.saidBy(commandLine);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command.");
    }
}
