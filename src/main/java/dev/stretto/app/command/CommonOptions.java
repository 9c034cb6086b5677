package dev.stretto.app.command;

import dev.stretto.app.terminal.Screen;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.persistence.RunLogs;
import dev.stretto.subagents.git.Repositories;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
public final class CommonOptions {
    private static final String DATA_VARIABLE = "STRETTO_DATA";
    private static final String DATA_FOLDER = ".stretto";

    @Option(names = "--json", description = "One JSON document on standard output, and nothing else there.")
    boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory (default: $STRETTO_DATA, or .stretto in the repository's root, or here).")
    @Nullable
    Path data;

    @Option(names = "--quiet", description = "No progress.")
    boolean quiet;

    @Option(names = "--no-color", description = "No colours and no moving display.")
    boolean noColor;

    /** The data directory; it need not be there. */
    DataDirectory dataDirectory() {
        return new DataDirectory(dataPath());
    }

    private Path dataPath() {
        String variable = System.getenv(DATA_VARIABLE);
        if (data != null) {
            return data.toAbsolutePath().normalize();
        }
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        return Repositories.workTree(here).orElse(here).resolve(DATA_FOLDER);
    }

    /** The log, for reading. */
    RunLogs logs() throws Exception {
        DataDirectory directory = dataDirectory();
        if (!Files.exists(directory.journal())) {
            throw new UsageException("there are no runs in " + directory.root()
                    + "; name another data directory with --data, or start one with 'stretto run'");
        }
        return RunLogs.open(directory.journal());
    }

    /** The id of the run that the user means. */
    String resolve(String run) throws Exception {
        try (RunLogs logs = logs()) {
            return logs.resolve(run);
        }
    }

    /** What to print on. */
    Screen screen() {
        return new Screen(json, quiet, noColor);
    }
}
