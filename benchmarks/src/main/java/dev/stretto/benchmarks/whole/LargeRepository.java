package dev.stretto.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository of many small files in folders {@code folder-0}, {@code folder-1} and so on. */
final class LargeRepository {
    private static final int FILES_OF_EACH = 100;

    private LargeRepository() {}

    /** A repository with so many files, a hundred in each folder. */
    static Path of(int files, Path repository) throws IOException, InterruptedException {
        for (int folder = 0; folder < files / FILES_OF_EACH; folder++) {
            Path made = Files.createDirectory(repository.resolve("folder-" + folder));
            for (int file = 0; file < FILES_OF_EACH; file++) {
                Files.writeString(made.resolve("file-" + file + ".txt"), "file " + file + " of " + folder + "\n");
            }
        }
        Commands.seconds(repository, "git", "init", "-q", "-b", "main");
        Commands.seconds(repository, "git", "config", "user.name", "benchmark");
        Commands.seconds(repository, "git", "config", "user.email", "benchmark@example.invalid");
        Commands.seconds(repository, "git", "add", "-A");
        Commands.seconds(repository, "git", "commit", "-q", "-m", "files");
        Commands.seconds(repository, "git", "repack", "-a", "-d", "-q");
        return repository;
    }
}
