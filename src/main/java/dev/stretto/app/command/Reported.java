package dev.stretto.app.command;

import dev.stretto.app.terminal.ReportText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.report.Report;

/** Prints the report at the end of a command. */
final class Reported {
    private Reported() {}

    /** Prints it as the user wants it, and answers the exit code that it means. */
    static int print(Report report, Screen screen) {
        if (screen.json()) {
            screen.document(report);
        } else {
            ReportText.of(report, screen.unicode()).forEach(screen::line);
        }
        return ExitCodes.of(report);
    }
}
