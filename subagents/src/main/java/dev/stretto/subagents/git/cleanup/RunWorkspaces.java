package dev.stretto.subagents.git.cleanup;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Quarantine;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Registrations;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.conflict.ConflictCheckout;
import dev.stretto.subagents.git.conflict.ConflictMark;
import dev.stretto.subagents.git.workspace.Leftovers;
import dev.stretto.subagents.git.workspace.Origin;
import dev.stretto.subagents.git.workspace.Removal;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.git.workspace.WorktreePlace;
import dev.stretto.subagents.overlay.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is in the folder of a run's workspaces, and what of it can be removed. */
final class RunWorkspaces {
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    /** How something in there is removed. */
    interface Deletion {
        void execute() throws GitException, IOException, WorkspaceException;
    }

    /**
     * A workspace, or something else that lies in the folder.
     *
     * @param bytes what it takes on disk
     * @param hindrance why it can't be removed; empty if it can
     */
    record Found(Path directory, long bytes, Optional<String> hindrance, Deletion deletion) {

        Found(Path directory, Optional<String> hindrance, Deletion deletion) {
            this(directory, Folders.bytes(directory), hindrance, deletion);
        }

        /** The same, but it can't be removed. */
        Found staying(String why) {
            return new Found(directory, bytes, Optional.of(why), deletion);
        }
    }

    private final Repository repository;
    private final PinnedBase base;
    private final String run;
    private final Path folder;
    private final Quarantine quarantine;

    RunWorkspaces(Repository repository, PinnedBase base, String run, Path folder, Quarantine quarantine) {
        this.repository = repository;
        this.base = base;
        this.run = run;
        this.folder = folder;
        this.quarantine = quarantine;
    }

    /** Everything in there, in order. */
    List<Found> all() throws IOException {
        Map<Path, Path> worktrees = Registrations.below(repository, folder);
        Map<Path, Found> found = new TreeMap<>();
        worktrees.forEach((directory, administration) -> found.put(directory, worktree(directory, administration)));
        for (Path entry : entries(folder)) {
            if (Removal.belongsTo(worktrees.keySet(), entry)) {
                continue;
            }
            if (!isOfTask(entry)) {
                found.putIfAbsent(entry, foreign(entry));
            } else if (!worktrees.containsKey(entry)) {
                for (Path inner : entries(entry)) {
                    if (!Removal.belongsTo(worktrees.keySet(), inner)) {
                        found.putIfAbsent(inner, foreign(inner));
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Removes folders in which nothing is left. */
    void removeEmpty() throws IOException {
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                Folders.deleteEmpty(entry);
            }
        }
        Folders.deleteEmpty(folder);
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** A folder that holds the workspaces of a task's attempts. */
    private static boolean isOfTask(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && !isDiscarded(entry)
                && !entry.getFileName().toString().startsWith("_");
    }

    private static boolean isDiscarded(Path entry) {
        return entry.getFileName().toString().endsWith(Folders.DISCARDED);
    }

    /** What is called discarded was found to hold nothing that is not elsewhere before it got that name. */
    private static Found foreign(Path entry) throws IOException {
        boolean empty = Overlay.isForTheMoment(entry)
                || (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && entries(entry).isEmpty());
        return new Found(
                entry,
                empty || isDiscarded(entry)
                        ? Optional.empty()
                        : Optional.of("it is no worktree that git knows of, so what is in it can't be compared with a"
                                + " branch"),
                () -> Folders.delete(entry));
    }

    private Found worktree(Path directory, Path administration) {
        try {
            if (Files.exists(administration.resolve(VerificationCheckout.MARK))) {
                return new Found(directory, Optional.empty(), () -> VerificationCheckout.remove(base, directory));
            }
            Optional<Origin> origin = origin(directory);
            if (origin.isPresent()) {
                Worktree.bringIn(repository, origin.get(), new WorktreePlace(directory, administration));
            }
            Optional<ConflictCheckout> conflict = ConflictCheckout.of(repository, run, directory);
            Optional<String> start = Registrations.start(administration, directory);
            if (conflict.isEmpty() && start.isEmpty()) {
                return withoutWork(directory, administration);
            }
            if (Files.exists(administration.resolve("locked"))) {
                return stays(directory, "it is locked; 'git worktree unlock " + directory + "' lets go of it");
            }
            return conflict.isPresent()
                    ? worked(conflict.get().place(), conflict.get().removal())
                    : completed(directory, administration, start.orElseThrow());
        } catch (GitException | IOException | WorkspaceException e) {
            return stays(directory, "it can't be read: " + e.getMessage());
        }
    }

    private static Found stays(Path directory, String why) {
        return new Found(directory, Optional.of(why), () -> {});
    }

    private Found completed(Path directory, Path administration, String start)
            throws GitException, IOException, WorkspaceException {
        Optional<Origin> found = origin(directory);
        if (found.isEmpty()) {
            return stays(directory, "it is no attempt's");
        }
        Origin origin = found.get();
        RefNames names = origin.names();
        WorkspaceRef ref = new WorkspaceRef(directory.toString(), names.branch(), start);
        Worktree worktree = new Worktree(repository, origin, ref, administration);
        return worked(worktree.place(), Removal.ofAttempt(repository, origin, worktree));
    }

    /** Whose worktree it is; empty if it is no attempt's. */
    private Optional<Origin> origin(Path directory) {
        Path inFolder = folder.relativize(directory);
        String number = directory.getFileName().toString();
        if (inFolder.getNameCount() != 2 || !NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        RefNames names = RefNames.ofName(run, inFolder.getName(0).toString());
        return Optional.of(new Origin(names, Integer.parseInt(number), names.task()));
    }

    private Found worked(WorktreePlace place, Removal removal) throws GitException, IOException, WorkspaceException {
        return new Found(
                place.directory(), removal.hindrance(quarantine.around(place.gitWithFiles())), removal::execute);
    }

    /** A worktree that was begun and never completed, or whose directory is gone. */
    private Found withoutWork(Path directory, Path administration) throws GitException, IOException {
        String head = repository
                .git(administration)
                .attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
                .line();
        boolean gone = !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        if (gone && !head.isEmpty() && !isOnSomething(head)) {
            return stays(directory, "it is gone, but commit " + head + " was made there and is on no branch");
        }
        String start = head.isEmpty() ? base.commit() : head;
        if (!gone
                && !ConflictMark.begun(administration)
                && !Leftovers.holdsNothing(directory, Optional.of(administration), start)) {
            return stays(directory, "it was never completed, and there are files in it that no commit has");
        }
        return new Found(directory, Optional.empty(), () -> {
            Folders.discard(directory);
            Removal.clearUp(repository, directory);
        });
    }

    private boolean isOnSomething(String commit) throws GitException {
        return commit.equals(base.commit())
                || !repository
                        .git()
                        .line("for-each-ref", "--count=1", "--contains", commit)
                        .isEmpty();
    }
}
