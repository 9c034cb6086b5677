package dev.stretto.app.command.show;

import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.report.Conflicts;
import dev.stretto.app.report.HtmlReport;
import dev.stretto.app.report.MarkdownReport;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.StartedRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a report as a document of its own, to a file or to standard output. */
final class ShownReport {
    private final Report report;
    private final Screen screen;
    private final @Nullable Path output;

    /** Without a file it goes to standard output. */
    ShownReport(Report report, Screen screen, @Nullable Path output) {
        this.report = report;
        this.screen = screen;
        this.output = output;
    }

    int markdown() throws Exception {
        return write(MarkdownReport.of(report));
    }

    int html(StartedRun run) throws Exception {
        return write(HtmlReport.of(report, Conflicts.of(run)));
    }

    private int write(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (output == null) {
            screen.out().write(bytes);
            screen.out().flush();
            return ExitCodes.CLEAN;
        }
        Path file = output.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw new UsageException("-o: " + file + " is a folder; name a file");
        }
        try {
            Files.write(file, bytes);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "there is no such folder, or it can't be written" : e.getReason();
            throw new UsageException("-o: " + file + " can't be written: " + reason);
        }
        screen.progress("the report is in " + file);
        return ExitCodes.CLEAN;
    }
}
