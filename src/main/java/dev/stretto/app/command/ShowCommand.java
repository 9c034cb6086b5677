package dev.stretto.app.command;

import dev.stretto.app.follow.RunFollower;
import dev.stretto.app.terminal.ReportText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.report.Report;
import dev.stretto.persistence.RunLogs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a run: todos, timing, conflicts. */
@Command(name = "show", description = "Shows a run: todos, timing, conflicts.")
public final class ShowCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Option(names = "--watch", description = "Follow the run until it is over; exits as 'run' would.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        try (RunLogs logs = options.logs()) {
            String id = logs.resolve(run);
            if (watch) {
                try (RunFollower.View view = RunSession.view(screen, options.dataDirectory())) {
                    new RunFollower(logs, id).follow(view, () -> true);
                }
            }
            Report report = logs.report(id);
            if (screen.json()) {
                screen.document(report);
            } else {
                ReportText.of(report, screen.unicode()).forEach(screen::line);
            }
            return watch ? ExitCodes.of(report) : ExitCodes.CLEAN;
        }
    }
}
