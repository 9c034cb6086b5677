package dev.stretto.app.command.audit;

import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.export.LogExport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code audit --export}: a log and its artifacts in a new file. */
final class LogExports {
    private LogExports() {}

    /** Refuses what can't be the name of a new file. */
    static void checkName(String file) throws UsageException {
        if (file.isBlank()) {
            throw new UsageException("--export: found a blank, expected a file");
        }
        if (file.equals("-")) {
            throw new UsageException("--export: found '-', expected a file, which appears whole or not at all;"
                    + " without --export, --json prints the events on standard output");
        }
        if (file.endsWith("/") || Files.isDirectory(Path.of(file))) {
            throw new UsageException("--export: found the folder " + file + ", expected a file");
        }
        Path folder = Path.of(file).toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new UsageException("--export: found no folder " + folder + ", expected one that is there");
        }
    }

    static LogExport write(AuditedLog log, Path file) throws UsageException {
        ArtifactStore artifacts = log.artifacts();
        if (artifacts == null) {
            throw new UsageException("--export: " + log.place().file() + " is a log in a file already; copy it");
        }
        try {
            return LogExport.write(file, log.run(), log.rows(), artifacts);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--export: " + file + " is there already; name a file that is not");
        } catch (IOException e) {
            throw new UsageException("--export: " + file + " was not written: " + DataDirectory.reason(e));
        }
    }

    /**
     * Prints what was written, and what could not be.
     *
     * @return the exit code
     */
    static int say(LogExport exported, Screen screen) {
        if (!screen.json()) {
            screen.line(exported.events() + " events of run " + exported.run() + ", " + exported.texts()
                    + " texts and " + exported.artifacts() + " artifacts are in " + exported.file() + ", "
                    + exported.bytes() + " bytes. The log ends in "
                    + exported.chain());
        }
        for (String digest : exported.absent()) {
            screen.note(
                    "stretto: the artifact " + digest + " is gone or damaged; " + exported.file() + " is without it");
        }
        return exported.absent().isEmpty() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }
}
