package dev.stretto.subagents.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads small files, those of {@code /proc} too, and lets no interrupt of the thread make a file look absent. */
final class SmallFile {
    private SmallFile() {}

    /** The bytes of a file as characters; empty if it can't be read. */
    static Optional<String> read(Path file) {
        // Not Files.readString: its channel is closed by an interrupt.
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
