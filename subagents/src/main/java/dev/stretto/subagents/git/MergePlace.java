package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A place to merge in without a checkout: for git it is a worktree of the repository that holds nothing but the {@code .gitattributes} of
 * one commit. Git reads attributes from the files around it, and so would merge the same commits differently for each state of the user's
 * checkout. Newer versions of git can be told the commit; this works with all that Stretto works with.
 */
public final class MergePlace implements AutoCloseable {
    private static final String ATTRIBUTES = ".gitattributes";

    private final ScratchFolder folder;
    private final Repository repository;

    /**
     * Makes one.
     *
     * @param commit whose attributes hold
     */
    public MergePlace(Repository repository, String commit) throws GitException {
        this.folder = folder(repository);
        try {
            Path tree = Files.createDirectories(folder.file("tree"));
            Path administration = Files.createDirectories(folder.file("git"));
            Files.writeString(administration.resolve("commondir"), repository.commonDirectory() + "\n");
            Files.writeString(administration.resolve("HEAD"), commit + "\n");
            Files.writeString(administration.resolve("gitdir"), tree.resolve(".git") + "\n");
            Files.writeString(tree.resolve(".git"), "gitdir: " + administration + "\n");
            this.repository = new Repository(tree, repository.commonDirectory());
            writeAttributes(repository.git(), commit, tree);
        } catch (GitException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw GitException.notEnded(
                    repository.workTree(), List.of("merge-tree"), "has no place: " + e.getMessage(), e);
        }
    }

    private static ScratchFolder folder(Repository repository) throws GitException {
        try {
            return new ScratchFolder();
        } catch (IOException e) {
            throw GitException.notEnded(
                    repository.workTree(), List.of("merge-tree"), "has no place: " + e.getMessage(), e);
        }
    }

    private static void writeAttributes(Git git, String commit, Path tree) throws GitException, IOException {
        for (String path : git.run("ls-tree", "-r", "-z", "--name-only", commit).rawRecords()) {
            if (path.endsWith(ATTRIBUTES) && (path.equals(ATTRIBUTES) || path.endsWith("/" + ATTRIBUTES))) {
                write(git, commit, path, tree);
            }
        }
    }

    private static void write(Git git, String commit, String path, Path tree) throws GitException, IOException {
        try {
            Path file = tree.resolve(GitOutput.shown(path)).normalize();
            if (file.startsWith(tree)) {
                Files.createDirectories(file.getParent());
                Files.write(
                        file,
                        git.run("cat-file", "blob", commit + ":" + GitOutput.shown(path))
                                .bytes());
            }
        } catch (InvalidPathException e) {
            // The attributes of a folder whose name is no text are not read.
        }
    }

    /** The repository, seen from there. */
    public Repository repository() {
        return repository;
    }

    @Override
    public void close() {
        folder.close();
    }
}
