package dev.stretto.actors;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.run.Erasing;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.Disk;
import dev.stretto.persistence.journal.JournalException;
import dev.stretto.persistence.journal.TextEraser;
import dev.stretto.subagents.process.AttemptFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Removes texts that an event says were erased, and what their attempts have left in files. May be done again. */
final class TextErasure {
    private final StartedRun run;
    private final List<TextsErased> erasures;
    private final RunEnvironment environment;

    TextErasure(StartedRun run, List<TextsErased> erasures, RunEnvironment environment) {
        this.run = run;
        this.erasures = erasures;
        this.environment = environment;
    }

    /**
     * Carries it out.
     *
     * @throws StorageFailedException if something can't be removed now
     */
    void execute() {
        try {
            List<String> texts =
                    erasures.stream().flatMap(erased -> erased.texts().stream()).toList();
            TextEraser.erase(environment.data().journal(), run.context().run(), texts);
            for (TextsErased erased : erasures) {
                for (String artifact : erased.artifacts()) {
                    environment.artifacts().erase(artifact);
                }
                eraseFiles(erased);
            }
        } catch (JournalException e) {
            throw new StorageFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StorageFailedException("texts can't be removed: " + DataDirectory.reason(e), e);
        }
    }

    private void eraseFiles(TextsErased erased) throws IOException {
        Path attempts = environment.data().attempts();
        String id = run.context().run();
        if (erased.task() == null) {
            Disk.deleteFolder(attempts.resolve(id));
            return;
        }
        for (String task : Erasing.together(run, erased.task())) {
            Path first = AttemptFiles.in(attempts, id, new AttemptId(task, 1)).directory();
            Disk.deleteFolder(first.resolveSibling(""));
            eraseResolutions(attempts.resolve(id).resolve(ResolverAttempt.FILES), task);
        }
    }

    private static void eraseResolutions(Path folder, String task) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> resolutions =
                    Files.newDirectoryStream(folder, resolution -> ResolverAttempt.isOf(task, resolution))) {
                for (Path resolution : resolutions) {
                    Disk.deleteFolder(resolution);
                }
            }
        }
    }
}
