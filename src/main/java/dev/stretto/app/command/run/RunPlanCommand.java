package dev.stretto.app.command.run;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.PlanFiles;
import dev.stretto.app.command.ProgramCheck;
import dev.stretto.app.command.Reported;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.control.EngineConnection;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.report.Report;
import dev.stretto.subagents.environment.PlanValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a plan and shows its todo list while it moves. */
@Command(
        name = "run",
        description =
                "Runs a plan: all tasks that may run together at once, then overlap check, merge, verification and"
                        + " report. Ctrl-C cancels the run; a second one leaves at once.")
public final class RunPlanCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "PLAN", description = "The plan's file (YAML or JSON); - for standard input.")
    private String plan = "";

    @Option(names = "--detach", description = "Return at once with the run's id; the run goes on in the background.")
    private boolean detach;

    @Option(names = "--require-scopes", description = PlanFiles.REQUIRE_SCOPES)
    private boolean requireScopes;

    @Option(
            names = "--workspaces",
            paramLabel = "DIR",
            description = "Where workspaces are made, from now on for this data directory. Default: below"
                    + " $$XDG_STATE_HOME/stretto or ~/.local/state/stretto; 'stretto check' says where.")
    private @Nullable Path workspaces;

    /** What {@code run --detach --json} prints. */
    record Detached(String run) {}

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
        List<String> missing = new ArrayList<>(ProgramCheck.missing(read));
        missing.addAll(PlanValues.missing(read, System.getenv()));
        if (!missing.isEmpty()) {
            throw new UsageException("nothing was started: programs or values that the plan needs are missing:\n  "
                    + String.join("\n  ", missing));
        }
        if (workspaces != null) {
            read = read.withWorkspacesIn(workspaces.toAbsolutePath().normalize());
        }
        Optional<Path> place = read.workspacesDirectory();
        if (place.isPresent()) {
            options.dataDirectory().useWorkspaces(place.get());
        }
        return detach ? detached(read, screen) : attached(read, screen);
    }

    private int attached(Plan read, Screen screen) throws Exception {
        try (RunSession session = new RunSession(options.dataDirectory(), screen)) {
            Report report = session.follow(session.start(read), RunSession.Interrupt.CANCELS);
            return Reported.print(report, screen);
        }
    }

    private int detached(Plan read, Screen screen) throws Exception {
        try (EngineConnection engine = EngineConnection.inBackground(options.dataDirectory())) {
            String run = engine.start(read, RunSession.user());
            if (screen.json()) {
                screen.document(new Detached(run));
            } else {
                screen.line(run);
            }
            return ExitCodes.CLEAN;
        }
    }
}
