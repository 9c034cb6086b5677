package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.IncludedFiles;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Changed;
import dev.stretto.subagents.overlay.Overlay;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Where the set-up works. */
    public WorkPlace workPlace() {
        return place.workPlace();
    }

    /**
     * Copies files there that git ignores in the user's checkout.
     *
     * @param patterns those of the plan
     */
    public void include(List<String> patterns) throws WorkspaceException {
        try {
            IncludedFiles files = new IncludedFiles(repository, patterns);
            IncludedFiles.Found found = files.lookFor(place::stored, directory(), place.gitWithFiles());
            // Of those that an earlier call has begun to copy, any may be there in part.
            Set<String> begun = included(place.administration());
            List<String> wanted = found.paths().stream()
                    .filter(path -> begun.contains(path) || !isThere(path))
                    .toList();
            write(INCLUDED, String.join("\0", wanted));
            List<String> leftOut = new ArrayList<>(found.leftOut());
            wanted.forEach(path -> files.copy(path, place.writable()).ifPresent(leftOut::add));
            write(LEFT_OUT, raw(String.join("\0", leftOut)));
        } catch (GitException | IOException | UncheckedIOException e) {
            throw failed(directory(), e);
        }
    }

    private boolean isThere(String raw) {
        Path file = directory().resolve(GitOutput.shown(raw));
        return Files.exists(place.stored(file), LinkOption.NOFOLLOW_LINKS);
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
            record();
            write(DONE, "");
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    private void record() throws GitException, IOException, WorkspaceException {
        CommandChanges.end(place, SETUP);
        write(IGNORED, String.join("\0", ignored(place.gitWithFiles())));
    }

    /**
     * What a set-up in here makes, under a name that stands for all that it depends on; empty if others could not use it, since here is no
     * overlay.
     *
     * @param patterns those of the plan
     * @param material what it depends on besides the commit and the files that are copied
     */
    public Optional<String> key(List<String> patterns, List<String> material) throws WorkspaceException {
        Optional<Overlay> overlay = place.overlay();
        if (overlay.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> all = new ArrayList<>(material);
            all.add(place.git().line("rev-parse", "HEAD"));
            all.add(overlay.get().layers().getLast().toString());
            IncludedFiles files = new IncludedFiles(repository, patterns);
            for (String path : files.look().paths()) {
                all.add(path);
                all.add(files.state(path));
            }
            Changed changed = Changed.in(overlay.get());
            return changed.paths().isEmpty() && changed.deleted().isEmpty()
                    ? Optional.of(SetUpLayer.key(overlay.get().layersFolder(), all))
                    : Optional.empty();
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    /**
     * Provisions it with what the same set-up has made before.
     *
     * @param output the folder that gets what the set-up has printed
     * @return false if there is nothing of that kind: then it has to be run
     */
    public boolean reuse(String key, Path output) throws WorkspaceException {
        try {
            boolean reused = setUpLayer(key).standOn(place, output);
            if (reused) {
                write(DONE, "");
            }
            return reused;
        } catch (IOException e) {
            throw failed(directory(), e);
        }
    }

    /**
     * As {@link #complete}, and leaves what was made to others.
     *
     * @param output the folder with what the set-up has printed
     * @return why others can't use it; empty if they can
     */
    public Optional<String> share(String key, Path output) throws WorkspaceException {
        try {
            record();
            List<Path> records = new ArrayList<>();
            for (String name : List.of(INCLUDED, LEFT_OUT, IGNORED)) {
                records.add(place.administration().resolve(name));
            }
            records.add(CommandChanges.changes(place.administration(), SETUP));
            Optional<String> trouble = setUpLayer(key)
                    .make(place, records.stream().filter(Files::exists).toList(), output);
            if (trouble.isEmpty()) {
                reuse(key, output);
            } else {
                write(DONE, "");
            }
            return trouble;
        } catch (GitException | IOException e) {
            throw failed(directory(), e);
        }
    }

    /** True if a set-up was found to be of no use to others. */
    public boolean isForItsOwn(String key) {
        return setUpLayer(key).isForItsOwn();
    }

    private SetUpLayer setUpLayer(String key) {
        return new SetUpLayer(place.overlay().orElseThrow().layersFolder(), key);
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
