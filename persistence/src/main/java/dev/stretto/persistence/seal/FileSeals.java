package dev.stretto.persistence.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Seals in files named after their runs, beside the journal. */
public final class FileSeals implements SealStore {
    private static final String UNFINISHED = ".seal-";

    private final Path directory;

    /** The seals in a data directory. */
    public FileSeals(DataDirectory data) {
        this.directory = data.seals();
    }

    @Override
    public void seal(String run, String digest) throws IOException {
        Files.createDirectories(directory, DataDirectory.ofOwner(directory));
        Path fresh = Files.createTempFile(directory, UNFINISHED, null);
        try {
            Files.writeString(fresh, digest + "\n", US_ASCII);
            Disk.force(fresh);
            Files.move(fresh, file(run), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.forceNames(directory);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public Optional<String> of(String run) throws IOException {
        if (run.isEmpty() || !directory.equals(file(run).normalize().getParent())) {
            return Optional.empty(); // what a user types need not be an id
        }
        try {
            String digest = Files.readString(file(run), US_ASCII).strip();
            if (!Digests.wellFormed(digest)) {
                throw new CorruptLogException(place(run), "the seal of the log is no hash");
            }
            return Optional.of(digest);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> runs() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith(UNFINISHED))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void remove(String run) throws IOException {
        Files.deleteIfExists(file(run));
    }

    @Override
    public LogPlace place(String run) {
        return new LogPlace(file(run).toString(), run, null);
    }

    private Path file(String run) {
        return directory.resolve(run);
    }
}
