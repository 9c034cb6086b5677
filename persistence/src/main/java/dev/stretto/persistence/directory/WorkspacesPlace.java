package dev.stretto.persistence.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the workspaces of a data directory are: outside of every project, so that no program that looks upwards from a workspace, or
 * downwards from a checkout, finds files that are not meant for it.
 *
 * @param directory where
 * @param refused why other places were not taken that come first, in words
 */
public record WorkspacesPlace(Path directory, List<String> refused) {
    /** In a folder around a workspace, any of these is found by some program that works in it. */
    private static final List<String> OF_PROJECTS = List.of(
            ".git",
            ".hg",
            "node_modules",
            "package.json",
            "tsconfig.json",
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "settings.gradle",
            "Cargo.toml",
            "go.mod",
            "go.work",
            "pyproject.toml",
            "pytest.ini",
            "setup.cfg",
            "tox.ini",
            "Gemfile",
            "composer.json",
            "MODULE.bazel",
            "WORKSPACE");

    public WorkspacesPlace {
        refused = List.copyOf(refused);
    }

    /** The first place that will do, of those that are usual on this machine, and the data directory if none of them will. */
    static WorkspacesPlace choose(Path dataDirectory, Map<String, String> environment) {
        List<String> refused = new ArrayList<>();
        for (Path candidate : candidates(environment)) {
            Optional<String> hindrance = hindrance(candidate);
            if (hindrance.isEmpty()) {
                return new WorkspacesPlace(candidate.resolve(name(dataDirectory)), refused);
            }
            refused.add("not below " + candidate + ", since " + hindrance.get());
        }
        return new WorkspacesPlace(dataDirectory.resolve("workspaces"), refused);
    }

    private static List<Path> candidates(Map<String, String> environment) {
        List<Path> candidates = new ArrayList<>();
        ofXdg(environment).ifPresent(candidates::add);
        ofHome().ifPresent(candidates::add);
        String ofUser = "stretto-" + System.getProperty("user.name", "user");
        candidates.add(Path.of("/var/tmp").resolve(ofUser)); // unlike /tmp, it is kept when the machine starts again
        return candidates;
    }

    /** Where Stretto keeps what is no project's and no data directory's; empty if the user has no such folder. */
    public static Optional<Path> stateOfUser(Map<String, String> environment) {
        return ofXdg(environment).or(WorkspacesPlace::ofHome).filter(WorkspacesPlace::canBeMade);
    }

    private static boolean canBeMade(Path directory) {
        Path existing = directory;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing);
    }

    private static Optional<Path> ofXdg(Map<String, String> environment) {
        return absolute(environment.get("XDG_STATE_HOME")).map(state -> state.resolve("stretto"));
    }

    private static Optional<Path> ofHome() {
        return absolute(System.getProperty("user.home"))
                .map(home -> home.resolve(".local").resolve("state").resolve("stretto"));
    }

    private static Optional<Path> absolute(@Nullable String path) {
        try {
            return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Why workspaces can't be below a directory; empty if they can. */
    static Optional<String> hindrance(Path directory) {
        Path existing = directory;
        for (Path folder = directory; folder != null; folder = folder.getParent()) {
            for (String name : OF_PROJECTS) {
                if (Files.exists(folder.resolve(name))) {
                    return Optional.of(folder + " holds " + name + ", which programs in a workspace would find");
                }
            }
            existing = Files.isDirectory(existing) || folder.getParent() == null ? existing : folder.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Optional.of(existing + " can't be written");
        }
        return Files.isDirectory(directory) && !ofThisUser(directory)
                ? Optional.of("it belongs to somebody else")
                : Optional.empty();
    }

    private static boolean ofThisUser(Path directory) {
        try {
            return Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A name that people recognise, and that no other data directory has. */
    private static String name(Path dataDirectory) {
        Path project = dataDirectory.getParent();
        String recognised = project == null || project.getFileName() == null
                ? "data"
                : project.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return recognised + "-" + digest(dataDirectory.toString());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
