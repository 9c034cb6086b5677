package dev.stretto.actors.node;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.run.Erasing;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.Disk;
import dev.stretto.subagents.process.AttemptFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes the files in which attempts have left what was erased: their prompts, their outputs, what they have answered. */
final class ErasedFiles {
    private final StartedRun run;
    private final Path attempts;

    ErasedFiles(StartedRun run, DataDirectory data) {
        this.run = run;
        this.attempts = data.attempts();
    }

    void erase(TextsErased erased) throws IOException {
        String id = run.context().run();
        if (erased.task() == null) {
            Disk.deleteFolder(attempts.resolve(id));
            return;
        }
        for (String task : Erasing.together(run, erased.task())) {
            Path first = AttemptFiles.in(attempts, id, new AttemptId(task, 1)).directory();
            Disk.deleteFolder(first.resolveSibling(""));
            eraseResolutions(attempts.resolve(id).resolve(ResolutionStep.FILES), task);
        }
    }

    private static void eraseResolutions(Path folder, String task) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> resolutions =
                    Files.newDirectoryStream(folder, resolution -> ResolutionStep.isOf(task, resolution))) {
                for (Path resolution : resolutions) {
                    Disk.deleteFolder(resolution);
                }
            }
        }
    }
}
