package dev.stretto.app.command.run;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.control.EngineError;
import dev.stretto.app.terminal.ReportText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resumes every run that an engine left open. */
@Command(
        name = "resume",
        description =
                "Resumes every run that an engine left open, and waits until they are over: attempts that are still"
                        + " at work are watched again, those that have ended are collected. Exits with the highest code of theirs."
                        + " Ctrl-C leaves them to an engine in the background.")
public final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    /** What {@code resume --json} prints. */
    record Resumed(List<Report> runs) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        List<Report> reports = new ArrayList<>();
        int worst = ExitCodes.CLEAN;
        if (Files.exists(options.dataDirectoryToRead().journal())) {
            worst = resume(screen, reports);
        }
        if (screen.json()) {
            screen.document(new Resumed(reports));
        } else if (reports.isEmpty() && worst == ExitCodes.CLEAN) {
            screen.line("No run is open.");
        }
        return worst;
    }

    private int resume(Screen screen, List<Report> reports) throws Exception {
        int worst = ExitCodes.CLEAN;
        try (RunSession session = new RunSession(options.dataDirectory(), screen)) {
            for (String run : session.resume().reversed()) {
                try {
                    Report report = session.follow(run, RunSession.Interrupt.LEAVES);
                    reports.add(report);
                    worst = Math.max(worst, ExitCodes.of(report));
                    if (!screen.json()) {
                        ReportText.of(report, screen.unicode()).forEach(screen::line);
                    }
                } catch (EngineError | UnrecoverableLogException | IllegalTransitionException e) {
                    screen.note("stretto: " + e.getMessage());
                    worst = Math.max(worst, ExitCodes.of(e));
                }
            }
        }
        return worst;
    }
}
