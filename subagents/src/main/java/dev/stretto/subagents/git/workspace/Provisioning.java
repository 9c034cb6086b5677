package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.IncludedFiles;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives a worktree what it has besides the files of its commit, and remembers what that was: it is nobody's work. The last step is a
 * mark; without it, everything is done again.
 */
public final class Provisioning {
    private static final String DONE = "stretto-provisioned";
    private static final String INCLUDED = "stretto-included";
    private static final String LEFT_OUT = "stretto-not-included";
    private static final String IGNORED = "stretto-ignored-before";

    private final Repository repository;
    private final WorktreePlace place;

    public Provisioning(Repository repository, WorktreePlace place) {
        this.repository = repository;
        this.place = place;
    }

    /** True if there may be files to copy. */
    public boolean includes(List<String> patterns) {
        return !patterns.isEmpty() || Files.exists(repository.workTree().resolve(IncludedFiles.CONVENTION));
    }

    /** True if nothing is left to be done. */
    public boolean done() {
        return Files.exists(place.administration().resolve(DONE));
    }

    /** Where it is. */
    public Path directory() {
        return place.directory();
    }

    /**
     * Copies files there that git ignores in the user's checkout.
     *
     * @param patterns those of the plan
     */
    public void include(List<String> patterns) throws WorkspaceException {
        try {
            IncludedFiles.Found found = new IncludedFiles(repository, patterns).copyTo(directory(), place.git());
            write(INCLUDED, String.join("\0", found.paths()));
            write(LEFT_OUT, String.join("\0", found.leftOut()));
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    /** A set-up is about to be run there. */
    public void beginSetUp() throws WorkspaceException {
        try {
            SetUpChanges.begin(place);
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    /** Everything is there. */
    public void complete() throws WorkspaceException {
        try {
            SetUpChanges.end(place);
            write(IGNORED, String.join("\0", ignored(place.git())));
            write(DONE, "");
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(place.administration().resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private static WorkspaceException failed(Path directory, Exception e) {
        return new WorkspaceException("the workspace " + directory + " could not be provided: " + e.getMessage(), e);
    }

    /** Nothing of it is true of a worktree any more: its files were checked out anew. */
    static void forget(Path administration) throws IOException {
        for (String name : List.of(DONE, INCLUDED, LEFT_OUT, IGNORED)) {
            Files.deleteIfExists(administration.resolve(name));
        }
        SetUpChanges.forget(administration);
    }

    /** The files that were copied to a worktree, a character for each byte. */
    static Set<String> included(Path administration) throws IOException {
        return read(administration, INCLUDED);
    }

    /** What fits a pattern and was not copied to a worktree, in words. */
    static Set<String> leftOut(Path administration) throws IOException {
        return read(administration, LEFT_OUT);
    }

    /** What git ignored in a worktree before anybody worked there; folders that are ignored as a whole stand for their files. */
    static Set<String> ignoredBefore(Path administration) throws IOException {
        return read(administration, IGNORED);
    }

    private static Set<String> read(Path administration, String name) throws IOException {
        Path file = administration.resolve(name);
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split("\0", -1)));
    }

    /** What git ignores in a worktree now, as {@link #ignoredBefore}. */
    static List<String> ignored(Git git) throws GitException {
        return git.run("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
                .rawRecords();
    }
}
