package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Changed;
import dev.stretto.subagents.overlay.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An index of Stretto's own for a worktree, to see everything in it whatever state its real index is in. It begins as a
 * copy of the real one, which spares git reading unchanged files again, or as the commit's files where that is unusable.
 */
public final class OwnIndex implements AutoCloseable {
    private static final Pattern UNENCODABLE = Pattern.compile("(failed to encode) '(.*)' from ");
    private static final Pattern UNREADABLE = Pattern.compile("open\\(\"(.*)\"\\): Permission denied");
    /** Of a folder in which nothing was committed, and of a committed file in one. */
    private static final Pattern UNOPENED = Pattern.compile(
            "^warning: could not open directory '(.+?)': .*$|^(?!warning:|error:|fatal:)(.+): Permission denied$",
            Pattern.MULTILINE);

    /** Also said where an object can't be written, which is no trouble of the file's. */
    private static final Pattern NOT_INDEXED = Pattern.compile("unable to index file ");

    /** From here on, looking at everything is faster than looking for each. */
    private static final int MANY_PATHS = 2_000;

    private final WorktreePlace place;
    private final Path file;
    private final Git git;
    /** As {@link #git}, for what reads the worktree's files. */
    private final Git gitWithFiles;

    private final Optional<Overlay> overlay;
    private final String commit;
    private @Nullable Changed changed;
    private final List<String> refused = new ArrayList<>();
    private final List<String> keptOut = new ArrayList<>();

    private OwnIndex(WorktreePlace place, Git git, String commit) {
        this.place = place;
        this.commit = commit;
        this.file = place.administration().resolve("stretto-index-" + UUID.randomUUID());
        this.gitWithFiles = git.with("GIT_INDEX_FILE", file.toString());
        this.git = gitWithFiles.seeingNothingElse();
        this.overlay = place.overlay();
    }

    /**
     * An index for a worktree, which writes its objects where the worktree's git does.
     *
     * @param commit what the worktree's files are compared with if the real index is unusable
     */
    public static OwnIndex of(WorktreePlace place, String commit) throws GitException, IOException, WorkspaceException {
        return of(place, place.gitWithFiles(), commit);
    }

    /**
     * An index for a worktree.
     *
     * @param git the worktree's git for its files, or one that writes its objects elsewhere
     * @param commit what the worktree's files are compared with if the real index is unusable
     */
    public static OwnIndex of(WorktreePlace place, Git git, String commit)
            throws GitException, IOException, WorkspaceException {
        OwnIndex index = new OwnIndex(place, git, commit);
        try {
            if (!index.copied()) {
                index.readFrom(commit);
            }
            return index;
        } catch (GitException | IOException | WorkspaceException e) {
            index.close();
            throw e;
        }
    }

    /**
     * Takes in everything that is not ignored, and writes it as a tree. What git can't take in, such as a file that may not be read,
     * stays as it was committed, see {@link #refused()}.
     */
    public String tree() throws GitException, IOException {
        if (!looksAtChanges() || !addedChanged()) {
            List<String> paths = new ArrayList<>(List.of("."));
            rawEmbedded().forEach(path -> paths.add(":(top,exclude,literal)" + path));
            add(paths);
        }
        List<UntouchedFiles.Entry> untouched = UntouchedFiles.of(git, gitWithFiles, place, commit);
        put(untouched.stream().map(UntouchedFiles.Entry::line).toList());
        for (String command : Provisioning.COMMANDS.reversed()) {
            put(CommandChanges.undone(git, place.administration(), command));
        }
        keepOutIncluded();
        return git.line("write-tree");
    }

    /**
     * Takes in what was changed in an overlay, at a cost that depends on that. This index began as the one of the lowest layer, so all else
     * is in it already.
     *
     * @return false if everything has to be looked at
     */
    private boolean addedChanged() throws GitException, IOException {
        Changed found = changed();
        List<String> known = git.run("ls-files", "-z").rawRecords();
        List<String> paths = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        found.paths().forEach(path -> (isIn(known, path) ? paths : unknown).add(path));
        found.deleted().stream().filter(path -> isIn(known, path)).forEach(paths::add);
        List<String> ignored = ignored(unknown);
        unknown.stream().filter(path -> !ignored.contains(path)).forEach(paths::add);
        paths.addAll(addedInSpite(ignored));
        if (paths.isEmpty()) {
            return true;
        }
        try {
            add(new ArrayList<>(
                    paths.stream().map(path -> ":(top,literal)" + path).toList()));
            return true;
        } catch (GitException e) {
            refused.clear();
            return false; // a folder of committed files that is ignored by now, for instance
        }
    }

    /** True if a path, or something in it, is in a sorted list. */
    private static boolean isIn(List<String> sorted, String path) {
        int at = Collections.binarySearch(sorted, path);
        int below = -1 - Collections.binarySearch(sorted, path + "/");
        return at >= 0
                || (below >= 0 && below < sorted.size() && sorted.get(below).startsWith(path + "/"));
    }

    private List<String> ignored(List<String> paths) throws GitException {
        if (paths.isEmpty()) {
            return paths;
        }
        String[] command = {"check-ignore", "-z", "--stdin"};
        GitOutput output = gitWithFiles.fedRaw(paths).attempt(command);
        if (output.exitCode() > 1) {
            throw failed(command, output);
        }
        return output.rawRecords();
    }

    /** What the worktree's own index has of ignored files; from now on this one has it, too. */
    private List<String> addedInSpite(List<String> ignored) throws GitException {
        if (ignored.isEmpty() || !Files.isRegularFile(realIndex())) {
            return List.of();
        }
        GitOutput output = git.with("GIT_INDEX_FILE", realIndex().toString()).attempt("ls-files", "-s", "-z");
        List<String> entries = output.succeeded()
                ? output.rawRecords().stream()
                        .filter(entry -> ignored.stream().anyMatch(path -> {
                            String name = entry.substring(entry.indexOf('\t') + 1);
                            return name.equals(path) || name.startsWith(path + "/");
                        }))
                        .toList()
                : List.of();
        put(entries);
        return entries.stream()
                .map(entry -> entry.substring(entry.indexOf('\t') + 1))
                .distinct()
                .toList();
    }

    /** True if it is enough to look at what was changed in an overlay. */
    private boolean looksAtChanges() throws IOException {
        return overlay.isPresent()
                && !changed().repositories()
                && changed().paths().size() + changed().deleted().size() <= MANY_PATHS;
    }

    private Changed changed() throws IOException {
        Changed known = changed;
        if (known == null) {
            known = Changed.in(overlay.orElseThrow());
            changed = known;
        }
        return known;
    }

    private void put(List<String> lines) throws GitException {
        if (!lines.isEmpty()) {
            git.fedRaw(lines).run("update-index", "-z", "--index-info");
        }
    }

    /** Files of the user's that git ignores may be secrets: they are not committed, even if nothing says any more that git ignores them. */
    private void keepOutIncluded() throws GitException, IOException {
        Set<String> included = Provisioning.included(place.administration());
        List<String> taken = included.isEmpty()
                ? List.of()
                : git.run("ls-files", "-z").rawRecords().stream()
                        .filter(included::contains)
                        .toList();
        if (!taken.isEmpty()) {
            String before = Registrations.start(place.administration(), place.directory())
                    .orElse(commit);
            Set<String> committed = Set.copyOf(
                    git.run("ls-tree", "-r", "-z", "--name-only", before).rawRecords());
            List<String> out =
                    taken.stream().filter(path -> !committed.contains(path)).toList();
            put(out.stream()
                    .map(path -> "0 " + "0".repeat(commit.length()) + "\t" + path)
                    .toList());
            out.forEach(path -> keptOut.add(GitOutput.shown(path)));
        }
    }

    /** The paths that are not taken in since Stretto has copied them from the user's checkout; known once the tree was written. */
    List<String> keptOut() {
        return List.copyOf(keptOut);
    }

    /** The paths that git could not take in, with what it said; known once the tree was written. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** Without the files that git fails on as a whole: one that its attributes say to be in an encoding that it is not in. */
    private void add(List<String> paths) throws GitException {
        String[] command = {
            "add", "--all", "--sparse", "--ignore-errors", "--pathspec-from-file=-", "--pathspec-file-nul"
        };
        while (true) {
            GitOutput added = gitWithFiles.fedRaw(paths).attempt(command);
            if (added.succeeded()) {
                unopened(added.stderr());
                return;
            }
            Matcher unencodable = UNENCODABLE.matcher(added.stderr());
            List<String> unreadable = UNREADABLE
                    .matcher(added.stderr())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            if (unencodable.find()) {
                String path = ":(top,exclude,literal)" + unencodable.group(2);
                if (paths.contains(path)) {
                    throw failed(command, added);
                }
                paths.add(path);
                if (touched(unencodable.group(2))) {
                    refused.add(unencodable.group(2) + " (git " + unencodable.group(1) + ")");
                }
            } else if (!unreadable.isEmpty()
                    && unreadable.size()
                            == NOT_INDEXED.matcher(added.stderr()).results().count()) {
                unreadable.forEach(path -> refused.add(path + " (it can't be read)"));
                unopened(added.stderr());
                return;
            } else {
                throw failed(command, added);
            }
        }
    }

    /** Of a folder that can't be read, git only warns. What was committed of it stays as it was. */
    private void unopened(String said) {
        UNOPENED.matcher(said)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .distinct()
                .forEach(path -> refused.add(path + " (it can't be read)"));
    }

    private GitException failed(String[] command, GitOutput output) {
        return GitException.failed(place.directory(), List.of(command), output.exitCode(), output.stderr());
    }

    /** False if a file holds just what was committed: git has checked it out as it is, since it could not encode it then either. */
    private boolean touched(String path) throws GitException {
        GitOutput committed = git.attempt("rev-parse", "--verify", "--quiet", commit + ":" + path);
        GitOutput now = gitWithFiles.attempt("hash-object", "--no-filters", "--", path);
        return !committed.succeeded() || !now.succeeded() || !committed.line().equals(now.line());
    }

    /** The repositories of their own in there; git can only record that they exist, not what they hold. */
    public List<String> embedded() throws GitException, IOException {
        return rawEmbedded().stream().map(GitOutput::shown).toList();
    }

    private List<String> rawEmbedded() throws GitException, IOException {
        if (overlay.isPresent() && !changed().repositories()) {
            return List.of();
        }
        return gitWithFiles.run("ls-files", "-z", "--others", "--exclude-standard").rawRecords().stream()
                .filter(path -> path.endsWith("/"))
                .toList();
    }

    /** The submodules in there that hold something else than what is recorded. */
    List<String> changedSubmodules() throws GitException, IOException {
        if (overlay.isPresent() && !changed().repositories()) {
            return List.of();
        }
        List<String> submodules = new ArrayList<>();
        List<String> fields = gitWithFiles
                .run("diff-files", "--raw", "-z", "--ignore-submodules=none")
                .records();
        for (int at = 0; at + 1 < fields.size(); at += 2) {
            if (fields.get(at).startsWith(":160000 160000")) {
                submodules.add(fields.get(at + 1));
            }
        }
        return submodules;
    }

    /** Makes this the worktree's real index, so that git shows a clean state there; not while git is at work in it. */
    void install() throws IOException {
        if (!Files.exists(place.administration().resolve("index.lock"))) {
            Files.move(file, realIndex(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lock"));
    }

    private Path realIndex() {
        return place.administration().resolve("index");
    }

    private boolean copied() throws GitException, IOException {
        if (looksAtChanges()) {
            Files.copy(Layers.index(overlay.get()), file, StandardCopyOption.COPY_ATTRIBUTES);
            return true;
        }
        if (!Files.isRegularFile(realIndex())) {
            return false;
        }
        // With its time: git takes files that are as young as the index itself for possibly changed.
        Files.copy(realIndex(), file, StandardCopyOption.COPY_ATTRIBUTES);
        GitOutput entries = git.attempt("ls-files", "-v", "-z");
        if (entries.succeeded() && !hidesChanges(entries.rawRecords())) {
            return true;
        }
        Files.delete(file);
        return false;
    }

    /** Lower case: assumed to be unchanged. S: not to be looked at, as files outside a sparse checkout rightly are. */
    private boolean hidesChanges(List<String> entries) throws GitException {
        return entries.stream().anyMatch(entry -> Character.isLowerCase(entry.charAt(0)))
                || (entries.stream().anyMatch(entry -> entry.charAt(0) == 'S') && !sparse());
    }

    private boolean sparse() throws GitException {
        return git.attempt("config", "--type=bool", "--get", "core.sparseCheckout")
                .line()
                .equals("true");
    }

    private void readFrom(String commit) throws GitException, WorkspaceException {
        if (sparse()) {
            throw new WorkspaceException("the index of the sparse checkout " + place.directory()
                    + " is gone or unusable, so deleted files can't be told from files that were never checked out."
                    + " Run 'git read-tree -mu HEAD' there");
        }
        git.run("read-tree", commit);
    }
}
