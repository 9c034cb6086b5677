package dev.stretto.subagents.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a command's program the way a shell does, so that a command that can't start is refused with a reason. */
public final class Executables {
    private Executables() {}

    /**
     * The word to run a program by, with a slash in it, and not at first a dash: no shell takes it for one of its own commands
     * or options.
     *
     * @param word as the command has it
     * @param directory where the command runs
     * @param searchPath the value of {@code PATH}
     * @throws SubagentStartException if there is none that this user can run, with the reason
     */
    public static String find(String word, Path directory, @Nullable String searchPath) throws SubagentStartException {
        return find(word, directory, UnaryOperator.identity(), searchPath);
    }

    /**
     * As {@link #find(String, Path, String)}, for a command that runs where others may not see the files.
     *
     * @param stored where a file that the command sees is stored
     */
    static String find(String word, Path directory, UnaryOperator<Path> stored, @Nullable String searchPath)
            throws SubagentStartException {
        if (word.isEmpty()) {
            throw new SubagentStartException("the command's first word is empty: it must name a program");
        }
        try {
            return word.indexOf('/') < 0
                    ? inSearchPath(word, directory, stored, searchPath)
                    : inDirectory(word, directory, stored);
        } catch (InvalidPathException e) {
            throw new SubagentStartException("the command " + quoted(word) + " is no file name: " + e.getReason());
        }
    }

    /**
     * What tells whether a program has become another one, as after an update.
     *
     * @param word as a command has it
     */
    public static String state(String word) {
        return ofSystem(word)
                .map(file -> {
                    try {
                        Path real = file.toRealPath();
                        return real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real);
                    } catch (IOException e) {
                        return "";
                    }
                })
                .orElse("");
    }

    /** A program of the system, such as setsid, looked for where the system keeps its programs too. */
    static Optional<Path> ofSystem(String name) {
        return Stream.concat(
                        entries(System.getenv("PATH"), Path.of("/")), Stream.of(Path.of("/usr/bin"), Path.of("/bin")))
                .map(folder -> folder.resolve(name))
                .filter(Executables::runnable)
                .findFirst();
    }

    private static String inDirectory(String word, Path directory, UnaryOperator<Path> stored)
            throws SubagentStartException {
        Path file = stored.apply(directory.resolve(word));
        if (!Files.exists(file)) {
            throw new SubagentStartException("command not found: " + quoted(word) + " (there is no " + file + ")");
        }
        if (Files.isDirectory(file)) {
            throw new SubagentStartException("the command " + quoted(word) + " is a directory: " + file);
        }
        if (!Files.isExecutable(file)) {
            throw new SubagentStartException(
                    "the command " + quoted(word) + " is not executable: chmod +x " + file + " may help");
        }
        return word.startsWith("-") ? "./" + word : word;
    }

    private static String inSearchPath(
            String word, Path directory, UnaryOperator<Path> stored, @Nullable String searchPath)
            throws SubagentStartException {
        List<Path> candidates = entries(searchPath, directory)
                .map(folder -> folder.resolve(word))
                .toList();
        Optional<Path> found =
                candidates.stream().filter(file -> runnable(stored.apply(file))).findFirst();
        if (found.isPresent()) {
            return found.get().toString();
        }
        Optional<Path> file = candidates.stream().filter(Files::isRegularFile).findFirst();
        if (file.isPresent()) {
            throw new SubagentStartException(
                    "the command " + quoted(word) + " is not executable: chmod +x " + file.get() + " may help");
        }
        throw new SubagentStartException(
                "command not found: " + quoted(word) + " is in no folder of PATH (" + searchPath + ")");
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** The folders of a search path; an empty entry is the working directory. */
    private static Stream<Path> entries(@Nullable String searchPath, Path directory) {
        return searchPath == null
                ? Stream.empty()
                : Stream.of(searchPath.split(":", -1)).map(directory::resolve);
    }

    private static String quoted(String word) {
        return "\"" + word + "\"";
    }
}
