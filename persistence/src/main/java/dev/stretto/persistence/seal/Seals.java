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

/**
 * The hashes with which the logs of finished runs end, kept in files beside the journal. A chain of hashes can't vouch for its
 * last event; a seal does, against whoever changes the journal alone.
 */
public final class Seals {
    private static final String UNFINISHED = ".seal-";

    private final Path directory;

    /** The seals in a data directory. */
    public Seals(DataDirectory data) {
        this.directory = data.seals();
    }

    /** Seals a run's log as it ends now; an earlier seal of the same run is replaced. It is on disk when this returns. */
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

    /**
     * The digest that a run's log ended in when the run was over; empty if it was not over yet, or its engine was killed at
     * that very moment.
     *
     * @throws CorruptLogException if there is a seal, and it is none of Stretto's
     */
    public Optional<String> of(String run) throws IOException {
        try {
            String digest = Files.readString(file(run), US_ASCII).strip();
            if (!Digests.wellFormed(digest)) {
                throw new CorruptLogException(
                        new LogPlace(file(run).toString(), run, null), "the seal of the log is no hash");
            }
            return Optional.of(digest);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses a log that does not end where it was sealed.
     *
     * @param digest in which the log ends now
     * @throws CorruptLogException if the run's log was sealed with another end: something was cut off, changed or added
     */
    public void check(String run, String digest) throws IOException {
        Optional<String> sealed = of(run);
        if (sealed.isPresent() && !sealed.get().equals(digest)) {
            throw new CorruptLogException(
                    new LogPlace(file(run).toString(), run, null),
                    "the log was sealed when the run was over, and ended in " + sealed.get() + "; now it ends in "
                            + digest);
        }
    }

    /**
     * Refuses to believe that there never was a log.
     *
     * @param run one that the journal does not know
     * @throws CorruptLogException if the run has a seal: then it has had a log
     */
    public void checkNeverWas(String run) throws IOException {
        if (runs().contains(run)) {
            throw new CorruptLogException(
                    new LogPlace(file(run).toString(), run, null),
                    "it seals the log of a run of which the journal has no event any more");
        }
    }

    /** The runs that have a seal. */
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

    /** Forgets a run's seal. */
    public void remove(String run) throws IOException {
        Files.deleteIfExists(file(run));
    }

    private Path file(String run) {
        return directory.resolve(run);
    }
}
