package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files of the user's checkout that git ignores and that workspaces get all the same: those that fit patterns of the plan, or of the file
 * {@code .worktreeinclude} in the repository's root. Both have the syntax of {@code .gitignore}.
 */
public final class IncludedFiles {
    /** By convention of several tools, what a new worktree gets. */
    public static final String CONVENTION = ".worktreeinclude";

    /**
     * What there is to copy, or was copied.
     *
     * @param paths the files and links, relative to the repository's root, a character for each byte
     * @param bytes how large they are together
     * @param leftOut what fits a pattern and is not copied, in words
     */
    public record Found(List<String> paths, long bytes, List<String> leftOut) {
        static final Found NOTHING = new Found(List.of(), 0, List.of());

        public Found {
            paths = List.copyOf(paths);
            leftOut = List.copyOf(leftOut);
        }
    }

    private final Path checkout;
    private final Git users;
    private final List<String> patterns;

    /** @param patterns those of the plan */
    public IncludedFiles(Repository repository, List<String> patterns) throws IOException {
        this.checkout = repository.workTree();
        this.users = repository.git();
        this.patterns = new ArrayList<>(patterns);
        Path convention = checkout.resolve(CONVENTION);
        if (Files.isRegularFile(convention)) {
            this.patterns.addAll(Files.readAllLines(convention, StandardCharsets.UTF_8));
        }
    }

    /** Looks for them, and copies nothing. */
    public Found look() throws GitException, IOException {
        return found(users);
    }

    /**
     * Copies them to a worktree. What is there already stays as it is, above all what git tracks.
     *
     * @param git in the worktree, by whose rules a file has to be ignored: it would be committed there otherwise
     */
    public Found copyTo(Path worktree, Git git) throws GitException, IOException {
        Path real = worktree.toRealPath();
        Set<Path> inside = new HashSet<>();
        Found found = found(git);
        for (String raw : found.paths()) {
            Path file = Path.of(GitOutput.shown(raw));
            Path target = real.resolve(file);
            Path parent = target.resolveSibling("");
            if (inside.add(parent)) {
                Files.createDirectories(parent);
                if (!parent.toRealPath().startsWith(real)) {
                    throw new IOException(parent + " leads out of the workspace");
                }
            }
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(
                        checkout.resolve(file), target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return found;
    }

    private Found found(Git ignoring) throws GitException, IOException {
        if (patterns.stream().allMatch(String::isBlank)) {
            return Found.NOTHING;
        }
        List<String> leftOut = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        long bytes = 0;
        for (String raw : ignored(ignoring, fitting())) {
            try {
                Path file = checkout.resolve(Path.of(GitOutput.shown(raw)));
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isSymbolicLink() && leadsOut(file)) {
                    leftOut.add(GitOutput.shown(raw) + " (a link that leads out of the repository)");
                } else if (attributes.isOther()) {
                    leftOut.add(GitOutput.shown(raw) + " (no file)");
                } else {
                    paths.add(raw);
                    bytes += attributes.size();
                }
            } catch (NoSuchFileException e) {
                leftOut.add(GitOutput.shown(raw) + " (it is gone)");
            } catch (InvalidPathException e) {
                leftOut.add(GitOutput.shown(raw) + " (no name that Java knows)");
            }
        }
        return new Found(paths, bytes, leftOut);
    }

    private boolean leadsOut(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        return target.isAbsolute()
                || !link.resolveSibling(target).normalize().startsWith(checkout)
                || (Files.exists(link) && !link.toRealPath().startsWith(checkout.toRealPath()));
    }

    /** The untracked files that fit a pattern. Stretto's own are none of them. */
    private List<String> fitting() throws GitException, IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Path file = scratch.file("include");
            Files.write(file, patterns, StandardCharsets.UTF_8);
            return users.run("ls-files", "-z", "--others", "--ignored", "--exclude-from=" + file).rawRecords().stream()
                    .filter(path -> !path.endsWith("/") && !path.startsWith(".stretto/"))
                    .toList();
        }
    }

    private static List<String> ignored(Git git, List<String> paths) throws GitException {
        if (paths.isEmpty()) {
            return paths;
        }
        // It ends with 1 if none is ignored.
        GitOutput ignored = git.fedRaw(paths).attempt("check-ignore", "-z", "--stdin");
        if (ignored.exitCode() > 1) {
            throw GitException.failed(git.directory(), List.of("check-ignore"), ignored.exitCode(), ignored.stderr());
        }
        return ignored.rawRecords();
    }
}
