package dev.stretto.app.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stretto.persistence.codec.StrettoJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * How to reach the engine that holds a data directory; written where only its user can read it.
 *
 * @param pid the engine's process
 * @param port where it listens, on the loopback address
 * @param token what a request has to show
 */
public record EngineFile(long pid, int port, String token) {
    private static final ObjectMapper JSON = StrettoJson.mapper();

    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + "." + pid);
        Files.deleteIfExists(fresh);
        try (var channel = Files.newByteChannel(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(java.nio.ByteBuffer.wrap(JSON.writeValueAsBytes(this)));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What stands in the file; empty if there is none that can be read. */
    static Optional<EngineFile> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), EngineFile.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
