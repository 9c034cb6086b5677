package dev.stretto.app.command.run;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.Reported;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.CommandResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs again, in the same run, what did not complete. */
@Command(
        name = "retry",
        description =
                "Runs again what did not complete, in the same run: its log goes on, and earlier attempts are kept."
                        + " Then the synthesis is done anew.")
public final class RetryCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(
            index = "1..*",
            paramLabel = "TASK",
            description = "Only these, and what was skipped because of them (default: all that did not complete).")
    private List<String> tasks = List.of();

    @Option(names = "--detach", description = "Return at once; the run goes on in the background.")
    private boolean detach;

    /** What {@code retry --json} prints if there is no report. */
    record Retried(String run, boolean accepted, String reason) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        String id = options.resolve(run);
        try (RunSession session = new RunSession(options.dataDirectory(), screen)) {
            CommandResult commandResult = session.retry(id, tasks);
            return switch (commandResult) {
                case CommandResult.Accepted accepted -> accepted(session, id, screen);
                case CommandResult.Rejected rejected -> refused(id, rejected.reason(), screen);
            };
        }
    }

    private int accepted(RunSession session, String id, Screen screen) throws Exception {
        if (!detach) {
            return Reported.print(session.follow(id, RunSession.Interrupt.CANCELS), screen);
        }
        if (screen.json()) {
            screen.document(new RunPlanCommand.Detached(id));
        } else {
            screen.line(id);
        }
        return ExitCodes.CLEAN;
    }

    private static int refused(String id, String reason, Screen screen) {
        if (screen.json()) {
            screen.document(new Retried(id, false, reason));
        } else {
            screen.note("stretto: nothing was retried: " + reason);
        }
        return ExitCodes.USAGE;
    }
}
