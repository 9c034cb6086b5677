package dev.stretto.subagents.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
        return found(users, UnaryOperator.identity(), checkout, new ArrayList<>());
    }

    /**
     * Looks for those that a worktree can have.
     *
     * @param stored where a file that is seen in the worktree is stored
     * @param git in the worktree, by whose rules a file has to be ignored: it would be committed there otherwise
     */
    public Found lookFor(UnaryOperator<Path> stored, Path worktree, Git git) throws GitException, IOException {
        List<String> leftOut = new ArrayList<>();
        return found(git, stored, worktree.toRealPath(), leftOut);
    }

    /**
     * What tells whether one of them was changed.
     *
     * @param raw its path, a character for each byte
     */
    public String state(String raw) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(
                checkout.resolve(GitOutput.shown(raw)), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    }

    /**
     * Copies one of them, over what is there.
     *
     * @param raw its path, a character for each byte
     * @return why it could not be copied, in words; empty if it was
     */
    public Optional<String> copy(String raw, Path worktree) {
        Path file = Path.of(GitOutput.shown(raw));
        Path target = worktree.resolve(file);
        try {
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(
                    checkout.resolve(file),
                    target,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(file + " (no longer there)");
        } catch (AccessDeniedException e) {
            return Optional.of(file + " (can't be read)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Found found(Git ignoring, UnaryOperator<Path> stored, Path worktree, List<String> leftOut)
            throws GitException, IOException {
        if (patterns.stream().allMatch(String::isBlank)) {
            return Found.NOTHING;
        }
        Map<Path, Boolean> folders = new HashMap<>();
        List<String> candidates = new ArrayList<>();
        for (String raw : fitting()) {
            try {
                Path file = Path.of(GitOutput.shown(raw));
                if (isFolder(stored, worktree, file.getParent(), folders)) {
                    candidates.add(raw);
                } else {
                    leftOut.add(GitOutput.shown(raw) + " (its folder is a file or a link in the workspace)");
                }
            } catch (InvalidPathException e) {
                leftOut.add(GitOutput.shown(raw) + " (its name can't be read)");
            }
        }
        List<String> paths = new ArrayList<>();
        long bytes = 0;
        for (String raw : ignored(ignoring, candidates)) {
            Path file = checkout.resolve(Path.of(GitOutput.shown(raw)));
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isSymbolicLink() && leadsOut(file)) {
                    leftOut.add(GitOutput.shown(raw) + " (a link that leads out of the repository)");
                } else if (attributes.isOther()) {
                    leftOut.add(GitOutput.shown(raw) + " (not a regular file)");
                } else {
                    paths.add(raw);
                    bytes += attributes.size();
                }
            } catch (NoSuchFileException e) {
                leftOut.add(GitOutput.shown(raw) + " (no longer there)");
            }
        }
        return new Found(paths, bytes, leftOut);
    }

    /** True if it is a folder in a worktree, or could become one: none of its parents is a file or a link. */
    private static boolean isFolder(
            UnaryOperator<Path> stored, Path worktree, @Nullable Path folder, Map<Path, Boolean> known) {
        if (folder == null) {
            return true;
        }
        Boolean before = known.get(folder);
        if (before == null) {
            Path there = stored.apply(worktree.resolve(folder));
            before = isFolder(stored, worktree, folder.getParent(), known)
                    && (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)
                            || Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS));
            known.put(folder, before);
        }
        return before;
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
