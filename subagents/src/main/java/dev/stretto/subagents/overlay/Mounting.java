package dev.stretto.subagents.overlay;

import dev.stretto.subagents.files.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How commands see overlays on this machine: each in a mount namespace of its own, in which the overlay is mounted. Nothing has to be
 * unmounted: a namespace goes with its last process. The right to mount is dropped before the command begins.
 *
 * <p>What the machine permits is tried in the folder where the overlays will be, once for each process.
 */
public final class Mounting {
    /** Whether overlays can be had. */
    public sealed interface Trial {
        /** They can. */
        record Possible(Mounting mounting) implements Trial {}

        /**
         * They can't.
         *
         * @param because why, in words
         */
        record Impossible(String because) implements Trial {}
    }

    private static final String SCRIPT = script();
    private static final ConcurrentMap<Path, Trial> TRIALS = new ConcurrentHashMap<>();
    private static final long SECONDS_TO_TRY = 20;

    /** As root, which keeps all its other rights. */
    private static final List<String> ROOT = List.of("--mount");

    /** As anybody: in a user namespace in which one is oneself, with the rights of that namespace. */
    private static final List<String> USER = List.of("--user", "--mount", "--map-current-user", "--keep-caps");

    private static final List<String> DROPPED_BY_ROOT = List.of("--inh-caps=-sys_admin", "--bounding-set=-sys_admin");
    private static final List<String> DROPPED_BY_USER =
            List.of("--ambient-caps=-all", "--inh-caps=-all", "--bounding-set=-all");

    private final List<String> namespace;
    private final List<String> dropped;

    private Mounting(List<String> namespace, List<String> dropped) {
        this.namespace = namespace;
        this.dropped = dropped;
    }

    /**
     * Tries whether this user can have overlays below a folder on this machine.
     *
     * @param folder made if it is not there
     */
    public static Trial in(Path folder) {
        return TRIALS.computeIfAbsent(folder.toAbsolutePath().normalize(), Mounting::tried);
    }

    static Mounting required(Path folder) throws IOException {
        return switch (in(folder)) {
            case Trial.Possible possible -> possible.mounting();
            case Trial.Impossible impossible ->
                throw new IOException("overlays can't be mounted here: " + impossible.because());
        };
    }

    List<String> words(Overlay overlay) {
        return words(overlay, overlay.writable());
    }

    List<String> wordsToRead(Overlay overlay) {
        return words(overlay, overlay.readOnly());
    }

    List<String> wordsToJoin(Overlay overlay, long pid) {
        List<String> words = new ArrayList<>(List.of(program("nsenter"), "--target", Long.toString(pid), "--mount"));
        if (namespace.equals(USER)) {
            words.addAll(List.of("--user", "--preserve-credentials"));
        }
        words.addAll(List.of("--", "/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "stretto"));
        words.add(overlay.directory().toString());
        words.addAll(droppingRights());
        return words;
    }

    private List<String> words(Overlay overlay, String options) {
        List<String> words = new ArrayList<>(List.of(program("unshare")));
        words.addAll(namespace);
        words.addAll(List.of(
                "--",
                "/bin/sh",
                "-c",
                SCRIPT,
                "stretto",
                options + ",userxattr",
                overlay.directory().getFileName().toString(),
                overlay.relative(overlay.layersFolder())));
        words.addAll(droppingRights());
        return words;
    }

    private List<String> droppingRights() {
        List<String> words = new ArrayList<>(List.of(program("setpriv")));
        words.addAll(dropped);
        words.add("--");
        return words;
    }

    private static Trial tried(Path folder) {
        List<Mounting> ways = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            ways.add(new Mounting(ROOT, DROPPED_BY_ROOT));
        }
        ways.add(new Mounting(USER, DROPPED_BY_USER));
        String because = "";
        for (Mounting way : ways) {
            try {
                Optional<String> trouble = way.trouble(folder);
                if (trouble.isEmpty()) {
                    return new Trial.Possible(way);
                }
                because = trouble.get();
            } catch (IOException e) {
                because = String.valueOf(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Trial.Impossible("the trial was interrupted");
            }
        }
        return new Trial.Impossible(because);
    }

    /** Changes, replaces and deletes what is in a layer, and looks whether the layer is as it was and the changes are where they should be. */
    private Optional<String> trouble(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path trial = Files.createTempDirectory(folder, "trial-");
        try {
            Path layer = Files.createDirectories(trial.resolve("layer"));
            Files.createDirectories(layer.resolve("replaced"));
            Files.writeString(layer.resolve("changed"), "before\n");
            Files.writeString(layer.resolve("replaced/deleted"), "before\n");
            Overlay overlay = new Overlay(trial.resolve("1"), List.of(layer), layer);
            overlay.make();
            String changes = "echo after > changed && rm -r replaced && mkdir replaced && echo new > replaced/new"
                    + " && ! umount . 2> /dev/null && ! touch ../layer/foreign 2> /dev/null";
            Optional<String> trouble = failure(words(overlay), overlay, changes);
            if (trouble.isEmpty()) {
                trouble = failure(
                        wordsToRead(overlay),
                        overlay,
                        "test \"$(cat changed replaced/* | tr '\\n' ' ')\" = 'after new ' && ! touch foreign 2> /dev/null");
            }
            boolean kept = Files.readString(layer.resolve("changed")).equals("before\n")
                    && Changed.in(overlay).paths().stream().sorted().toList().equals(List.of("changed", "replaced"))
                    && Files.notExists(layer.resolve("foreign"));
            return trouble.isEmpty() && !kept ? Optional.of("changes are not kept where they should be") : trouble;
        } finally {
            Folders.delete(trial);
        }
    }

    private static Optional<String> failure(List<String> words, Overlay overlay, String script)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("/bin/sh", "-c", script));
        Process process = new ProcessBuilder(all)
                .directory(overlay.around().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(SECONDS_TO_TRY, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of("mounting did not end");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(said.isEmpty() ? "what is changed in an overlay is not kept as it should be" : said);
    }

    private static String program(String name) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse(name);
    }

    private static String script() {
        try (InputStream resource = Mounting.class.getResourceAsStream("mount.sh")) {
            return new String(
                    Objects.requireNonNull(resource, "mount.sh is missing").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
