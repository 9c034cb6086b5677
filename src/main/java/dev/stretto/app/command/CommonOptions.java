package dev.stretto.app.command;

import dev.stretto.app.terminal.Screen;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.UnknownRunException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.DataDirectoryException;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.RunNames;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.subagents.git.Repositories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
            description =
                    "The data directory (default: $STRETTO_DATA, or .stretto in the root of the repository around the"
                            + " current folder, or in the current folder if it lies in none).")
    @Nullable
    Path data;

    @Option(names = "--quiet", description = "No progress.")
    boolean quiet;

    @Option(names = "--no-color", description = "No colours and no moving display.")
    boolean noColor;

    /** The data directory; it need not be there. */
    public DataDirectory dataDirectory() {
        return new DataDirectory(dataPath());
    }

    /** The data directory, for a command that makes none: one that the user has named has to be there. */
    public DataDirectory dataDirectoryToRead() throws UsageException, DataDirectoryException {
        DataDirectory directory = dataDirectory();
        Path root = directory.root();
        if (named().isPresent() && !Files.isDirectory(root)) {
            throw new UsageException((data == null ? DATA_VARIABLE : "--data") + ": found "
                    + (Files.exists(root) ? root + ", which is no directory" : "no directory " + root)
                    + ", expected a data directory that is there");
        }
        directory.checkFormat();
        return directory;
    }

    private Path dataPath() {
        return named().map(path -> path.toAbsolutePath().normalize()).orElseGet(() -> {
            Path here = Path.of("").toAbsolutePath();
            return Repositories.workTree(here).orElse(here).resolve(DATA_FOLDER);
        });
    }

    private Optional<Path> named() {
        return Optional.ofNullable(data)
                .or(() -> Optional.ofNullable(System.getenv(DATA_VARIABLE))
                        .filter(variable -> !variable.isBlank())
                        .map(Path::of));
    }

    /** The log, for reading. */
    public EventLog logs() throws Exception {
        DataDirectory directory = dataDirectoryToRead();
        if (!Files.exists(directory.journal())) {
            throw new UsageException("there are no runs in " + directory.root()
                    + "; name another data directory with --data, or start one with 'stretto run'");
        }
        return Stores.log(directory);
    }

    /** The id of the run that the user means. */
    public String resolve(String run) throws Exception {
        try (EventLog log = logs()) {
            return resolve(run, log);
        }
    }

    /** As above, with a log that is open already. */
    public String resolve(String run, EventLog log) throws UnknownRunException, JournalException {
        try (RunTable runs = Stores.runs(dataDirectory())) {
            return RunNames.resolve(run, runs, log);
        }
    }

    /** True if standard output is to hold one JSON document and nothing else. */
    public boolean json() {
        return json;
    }

    /** What to print on. */
    public Screen screen() {
        return new Screen(json, quiet, noColor);
    }
}
