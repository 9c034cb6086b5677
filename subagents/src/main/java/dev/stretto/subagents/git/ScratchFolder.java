package dev.stretto.subagents.git;

import dev.stretto.subagents.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for files that are needed for a moment. */
public final class ScratchFolder implements AutoCloseable {
    private final Path directory;

    public ScratchFolder() throws IOException {
        this.directory = Files.createTempDirectory("stretto-scratch-");
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        try {
            Folders.delete(directory);
        } catch (IOException e) {
            // It is where such files are cleaned up sooner or later, and nobody's work.
        }
    }
}
