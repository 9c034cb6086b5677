package dev.stretto.app.command;

import dev.stretto.app.control.Engines;
import dev.stretto.app.follow.RunFollower;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.persistence.RunLogs;
import java.time.Duration;
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
                watch(logs, id, screen);
            }
            Report report = logs.report(id);
            int code = Reported.print(report, screen);
            if (report.status() == RunStatus.RUNNING && !Engines.reachable(options.dataDirectory())) {
                screen.note("stretto: no engine looks after this run at present; 'stretto resume' takes it up");
            }
            return watch ? code : ExitCodes.CLEAN;
        }
    }

    /** Follows the run as long as there is an engine that may look after it. */
    private void watch(RunLogs logs, String id, Screen screen) throws Exception {
        DataDirectory data = options.dataDirectory();
        try (RunFollower.View view = RunSession.view(screen, data)) {
            Watch engine = new Watch(data);
            new RunFollower(logs, id).follow(view, engine::there);
        }
    }

    /** Looks now and then whether there is an engine. One may just be starting, so twice in a row there must be none. */
    private static final class Watch {
        private static final Duration INTERVAL = Duration.ofSeconds(2);

        private final DataDirectory data;
        private long lookedAt = System.nanoTime();
        private int missed;

        Watch(DataDirectory data) {
            this.data = data;
        }

        boolean there() {
            if (System.nanoTime() - lookedAt > INTERVAL.toNanos()) {
                missed = Engines.reachable(data) ? 0 : missed + 1;
                lookedAt = System.nanoTime();
            }
            return missed < 2;
        }
    }
}
