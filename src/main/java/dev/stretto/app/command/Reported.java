package dev.stretto.app.command;

import dev.stretto.app.terminal.ReportText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.app.terminal.Underway;
import dev.stretto.engine.report.Report;
import java.util.Optional;

/** Prints the report at the end of a command. */
public final class Reported {
    private Reported() {}

    /** Prints it as the user wants it, and answers the exit code that it means. */
    public static int print(Report report, Screen screen) {
        return print(report, Optional.empty(), screen);
    }

    /** As {@link #print(Report, Screen)}, with how the run stands at present if it is not over. */
    public static int print(Report report, Optional<Underway> underway, Screen screen) {
        if (screen.json()) {
            screen.document(report);
        } else {
            ReportText.of(report, underway, screen.unicode()).forEach(screen::line);
        }
        return ExitCodes.of(report);
    }
}
