package dev.stretto.persistence.seal;

import dev.stretto.persistence.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSealsTest extends SealStoreContract {
    @TempDir
    Path folder;

    @Override
    SealStore open() {
        return new FileSeals(new DataDirectory(folder));
    }

    @Override
    void spoil(String run) throws Exception {
        Files.writeString(folder.resolve("seals").resolve(run), "nonsense");
    }
}
