package dev.stretto.persistence.artifact;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileArtifactsTest extends ArtifactStoreContract {
    @TempDir
    Path folder;

    @Override
    ArtifactStore open(long limit) {
        return new FileArtifacts(folder, limit);
    }

    @Override
    void spoil(String digest) throws Exception {
        String hash = digest.substring("sha256:".length());
        Files.writeString(folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2)), "something else");
    }

    @Override
    void interrupt(int bytes) throws Exception {
        Path directory = Files.createDirectories(folder.resolve("tmp"));
        Files.write(Files.createTempFile(directory, "artifact-1-1-", null), new byte[bytes]);
    }
}
