package dev.stretto.app.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository with one commit, on which plans run. */
public final class Repository {
    private final Path directory;

    private Repository(Path directory) {
        this.directory = directory;
    }

    /** A repository with these files, given as path and content by turns. */
    public static Repository in(Path directory, String... files) throws Exception {
        Files.createDirectories(directory);
        Repository repository = new Repository(directory);
        repository.git("init", "-q", "-b", "main");
        repository.git("config", "user.name", "Tester");
        repository.git("config", "user.email", "tester@localhost");
        for (int i = 0; i < files.length; i += 2) {
            repository.write(files[i], files[i + 1]);
        }
        repository.git("add", "-A");
        repository.git("commit", "-q", "-m", "base", "--allow-empty");
        return repository;
    }

    /** The work tree. */
    public Path directory() {
        return directory;
    }

    /** Writes a file in the work tree. */
    public void write(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Runs git and answers what it printed, without the last newline. */
    public String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return carriedOut(command);
    }

    /** Runs a line of shell in the work tree and answers what it printed, without the last newline. */
    public String sh(String line) throws Exception {
        return carriedOut(List.of("sh", "-c", line));
    }

    private String carriedOut(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + out);
        }
        return out.stripTrailing();
    }

    /** Everything that must stay as it is in the user's checkout: status, index, stash, HEAD. */
    public String snapshot() throws Exception {
        return String.join(
                "\n", git("status", "--porcelain=v2", "--branch"), git("ls-files", "-s"), git("stash", "list"));
    }
}
