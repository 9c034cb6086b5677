package dev.stretto.app.planning;

import dev.stretto.engine.planning.ProjectSetup;
import dev.stretto.engine.planning.RepositoryFiles;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.ListedFiles;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The repository that a plan is made for.
 *
 * @param root its work tree; absent if there is none
 * @param files relative to the root, sorted
 */
public record RepositoryListing(@Nullable Path root, List<String> files) {

    public RepositoryListing {
        files = List.copyOf(files);
    }

    /**
     * Lists a repository.
     *
     * @param named where the user says that it is; absent: the one of the current folder, if there is one
     * @throws WorkspaceException if the user named a place that is in no repository, or git can't list it
     */
    public static RepositoryListing of(@Nullable Path named) throws WorkspaceException {
        Optional<Path> root = Repositories.workTree(named == null ? Path.of("") : named);
        if (root.isEmpty() && named != null) {
            throw new WorkspaceException(named + " is in no git repository; name one with --repository");
        }
        try {
            return root.isEmpty()
                    ? new RepositoryListing(null, List.of())
                    : new RepositoryListing(root.get(), ListedFiles.of(root.get()));
        } catch (GitException e) {
            throw new WorkspaceException("the files of " + root.get() + " can't be listed: " + e.getMessage(), e);
        }
    }

    /** What workspaces need besides the files; empty if there is no repository, or nothing was recognised. */
    public Optional<ProjectSetup> setup() throws IOException {
        if (root == null) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return ProjectSetup.of(
                    files, entries.map(entry -> entry.getFileName().toString()).toList());
        }
    }

    /** The same for the planner. */
    public RepositoryFiles forPlanner() {
        return root == null
                ? RepositoryFiles.NONE
                : RepositoryFiles.of(root.toString().replace('\\', '/'), files);
    }

    /** How a plan that lies in this folder names the repository; absent if there is none. */
    public @Nullable String asSeenFrom(Path folder) throws IOException {
        if (root == null) {
            return null;
        }
        Path real = folder.toAbsolutePath().toRealPath();
        Path realRoot = root.toRealPath();
        if (!real.startsWith(realRoot)) {
            return root.toString();
        }
        String relative = real.relativize(realRoot).toString();
        return relative.isEmpty() ? "." : relative;
    }
}
