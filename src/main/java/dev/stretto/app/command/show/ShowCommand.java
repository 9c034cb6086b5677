package dev.stretto.app.command.show;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.Reported;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.control.Engines;
import dev.stretto.app.follow.RunFollower;
import dev.stretto.app.terminal.Screen;
import dev.stretto.app.terminal.Underway;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.codec.FoldedRun;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a run: todos, timing, conflicts; for people, for scripts, as Markdown and as a page. */
@Command(name = "show", description = "Shows a run: todos, timing, conflicts.")
public final class ShowCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Option(names = "--watch", description = "Follow the run until it is over; exits as 'run' would.")
    private boolean watch;

    @Option(names = "--markdown", description = "As Markdown, fit for a pull request.")
    private boolean markdown;

    @Option(names = "--html", description = "As a page of its own, which needs no network and no script.")
    private boolean html;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the Markdown or the page to this file.")
    private @Nullable Path output;

    @Option(
            names = "--conflict",
            paramLabel = "PATH",
            description = "Only the conflict at this path: who collides, how, and the three sides.")
    private @Nullable String conflict;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        Screen screen = options.screen();
        try (EventLog logs = options.logs()) {
            String id = options.resolve(run, logs);
            if (conflict != null) {
                return ShownConflict.print(state(logs, id), conflict, screen);
            }
            if (markdown || html) {
                ShownReport report = new ShownReport(logs.report(id), screen, output);
                return markdown ? report.markdown() : report.html(state(logs, id));
            }
            return show(logs, id, screen);
        }
    }

    private int show(EventLog logs, String id, Screen screen) throws Exception {
        if (watch) {
            watch(logs, id, screen);
        }
        FoldedRun folded = logs.fold(id);
        Report report = Replay.report(folded);
        if (report.status() != RunStatus.RUNNING) {
            int code = Reported.print(report, screen);
            return watch ? code : ExitCodes.CLEAN;
        }
        Optional<Engines.Seen> engine = Engines.look(options.dataDirectory(), id);
        Optional<String> why = engine.flatMap(Engines.Seen::whyAttemptsWait);
        Optional<Underway> underway = folded.state().started().map(run -> new Underway(run, Instant.now(), why));
        int code = Reported.print(report, underway, screen);
        if (engine.isEmpty()) {
            screen.note("stretto: no engine looks after this run at present; 'stretto resume' resumes it");
        }
        return watch ? code : ExitCodes.CLEAN;
    }

    private void checkOptions() throws UsageException {
        List<String> forms = new ArrayList<>();
        if (markdown) {
            forms.add("--markdown");
        }
        if (html) {
            forms.add("--html");
        }
        if (conflict != null) {
            forms.add("--conflict");
        }
        if (watch) {
            forms.add("--watch");
        }
        if (options.json() && (markdown || html)) {
            forms.add("--json");
        }
        if (forms.size() > 1) {
            throw new UsageException(
                    String.join(" and ", forms) + " can't be combined: each is a form of its own; give one of them");
        }
        if (output != null && !markdown && !html) {
            throw new UsageException("-o goes with --markdown or --html; for other forms redirect standard output");
        }
    }

    private static StartedRun state(EventLog logs, String id) throws Exception {
        return logs.fold(id).state().started().orElseThrow(() -> new UsageException("run " + id + " has not begun"));
    }

    /** Follows the run as long as there is an engine that may look after it. */
    private void watch(EventLog logs, String id, Screen screen) throws Exception {
        DataDirectory data = options.dataDirectory();
        try (RunFollower.View view = RunSession.view(screen, data)) {
            Watch engine = new Watch(data, id, view);
            new RunFollower(logs, id).follow(view, engine::there);
        }
    }

    /** Looks now and then whether there is an engine. One may just be starting, so twice in a row there must be none. */
    private static final class Watch {
        private static final Duration INTERVAL = Duration.ofSeconds(2);

        private final DataDirectory data;
        private final String run;
        private final RunFollower.View view;
        private long lookedAt = System.nanoTime();
        private int missed;

        Watch(DataDirectory data, String run, RunFollower.View view) {
            this.data = data;
            this.run = run;
            this.view = view;
        }

        boolean there() {
            if (System.nanoTime() - lookedAt > INTERVAL.toNanos()) {
                Optional<Engines.Seen> engine = Engines.look(data, run);
                view.attemptsWait(engine.flatMap(Engines.Seen::whyAttemptsWait));
                missed = engine.isPresent() ? 0 : missed + 1;
                lookedAt = System.nanoTime();
            }
            return missed < 2;
        }
    }
}
