package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.IncludedFiles;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Provisions a worktree: copies ignored files into it, and records what the set-up changes, so that none of this counts as anybody's
 * work. The last step writes a mark. Without the mark, everything is done again.
 */
public final class Provisioning {
    /** The commands whose changes are nobody's work. */
    static final List<String> COMMANDS = List.of("setup", "teardown");

    private static final String SETUP = COMMANDS.getFirst();
    private static final String TEARDOWN = COMMANDS.getLast();

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
            IncludedFiles files = new IncludedFiles(repository, patterns);
            IncludedFiles.Found found = files.lookFor(directory(), place.git());
            // Of those that an earlier call has begun to copy, any may be there in part.
            Set<String> begun = included(place.administration());
            List<String> wanted = found.paths().stream()
                    .filter(path -> begun.contains(path) || !isThere(path))
                    .toList();
            write(INCLUDED, String.join("\0", wanted));
            List<String> leftOut = new ArrayList<>(found.leftOut());
            wanted.forEach(path -> files.copy(path, directory()).ifPresent(leftOut::add));
            write(LEFT_OUT, raw(String.join("\0", leftOut)));
        } catch (GitException | IOException | UncheckedIOException e) {
            throw failed(directory(), e);
        }
    }

    private boolean isThere(String raw) {
        return Files.exists(directory().resolve(GitOutput.shown(raw)), LinkOption.NOFOLLOW_LINKS);
    }

    /** A text with a character for each byte of its UTF-8. */
    private static String raw(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A set-up is about to be run there. */
    public void beginSetUp() throws WorkspaceException {
        begin(SETUP);
    }

    /** A tear-down is about to be run there. */
    public void beginTearDown() throws WorkspaceException {
        begin(TEARDOWN);
    }

    /** The tear-down has ended, and what the set-up had left running. */
    public void endTearDown() throws WorkspaceException {
        try {
            CommandChanges.end(place, TEARDOWN);
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    private void begin(String command) throws WorkspaceException {
        try {
            CommandChanges.begin(place, command);
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    /** Everything is there. */
    public void complete() throws WorkspaceException {
        try {
            CommandChanges.end(place, SETUP);
            write(IGNORED, String.join("\0", ignored(place.git())));
            write(DONE, "");
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    /** Whole or not at all. */
    private void write(String name, String text) throws IOException {
        Path unfinished = place.administration().resolve(name + ".new");
        Files.writeString(unfinished, text, StandardCharsets.ISO_8859_1);
        Files.move(unfinished, place.administration().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static WorkspaceException failed(Path directory, Exception e) {
        return new WorkspaceException("the workspace " + directory + " could not be provided: " + e.getMessage(), e);
    }

    /** Nothing of it is true of a worktree any more: its files were checked out anew. */
    static void forget(Path administration) throws IOException {
        for (String name : List.of(DONE, INCLUDED, LEFT_OUT, IGNORED)) {
            Files.deleteIfExists(administration.resolve(name));
        }
        for (String command : COMMANDS) {
            CommandChanges.forget(administration, command);
        }
    }

    /** The files that were copied to a worktree, a character for each byte. */
    static Set<String> included(Path administration) throws IOException {
        return read(administration, INCLUDED);
    }

    /** What fits a pattern and was not copied to a worktree, in words. */
    static List<String> leftOut(Path administration) throws IOException {
        return read(administration, LEFT_OUT).stream().map(GitOutput::shown).toList();
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
