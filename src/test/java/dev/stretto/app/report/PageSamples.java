package dev.stretto.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pages to look at; {@code src/test/browser} opens them. */
public final class PageSamples {
    private PageSamples() {}

    /** Writes them into the folder that is the first argument. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        write(folder, "small", Samples.small(), Conflicts.NONE);
        SampleRun rich = Samples.rich();
        write(folder, "rich", rich, Samples.conflicts(rich));
        write(folder, "many", Samples.many(300), Conflicts.NONE);
        SampleRun hostile = Samples.hostile();
        write(folder, "hostile", hostile, Samples.hostileConflicts(hostile));
    }

    private static void write(Path folder, String name, SampleRun run, Conflicts conflicts) throws IOException {
        Files.writeString(folder.resolve(name + ".html"), HtmlReport.of(run.report(), conflicts));
        Files.writeString(folder.resolve(name + ".md"), MarkdownReport.of(run.report()));
    }
}
