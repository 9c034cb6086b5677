package dev.stretto.actors.node;

import dev.stretto.subagents.process.AttemptFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that set-ups of a run have left, in the folders of its tasks and of its other steps. */
final class PastSetUps {
    private PastSetUps() {}

    /** True if one of them has passed. */
    static boolean anyPassed(Path ofRun) {
        return steps(ofRun).stream()
                .anyMatch(step -> step.beside(Surroundings.SETUP).endedWell());
    }

    /** The files of all steps of a run. */
    static List<AttemptFiles> steps(Path ofRun) {
        List<AttemptFiles> steps = new ArrayList<>();
        for (Path task : folders(ofRun)) {
            folders(task).forEach(attempt -> steps.add(new AttemptFiles(attempt)));
        }
        return steps;
    }

    private static List<Path> folders(Path folder) {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
                entries.forEach(folders::add);
            } catch (IOException e) {
                return folders; // of what can't be read nothing is known
            }
        }
        return folders;
    }
}
