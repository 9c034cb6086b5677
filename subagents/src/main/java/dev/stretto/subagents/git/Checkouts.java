package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Which branches are checked out where in a repository. */
public final class Checkouts {
    /** How long somebody may go on committing on a branch, again and again at the very moment in which it is let go of. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String LET_GO = "stretto: let go of the branch";

    private final Repository repository;

    public Checkouts(Repository repository) {
        this.repository = repository;
    }

    /** The worktrees, the user's checkout among them, by the reference of the branch that each has checked out. */
    public Map<Path, String> branches() throws GitException {
        Map<Path, String> branches = new LinkedHashMap<>();
        Path worktree = repository.workTree();
        for (String field : repository.worktrees("list", "--porcelain", "-z").records()) {
            if (field.startsWith("worktree ")) {
                worktree = Path.of(field.substring("worktree ".length()));
            } else if (field.startsWith("branch ")) {
                branches.put(worktree, field.substring("branch ".length()));
            }
        }
        return branches;
    }

    /** The branches that a rebase or a bisection under way will come back to, by their references, with where that is. */
    public Map<String, Path> awaited() throws IOException {
        List<Path> administrations = new ArrayList<>(Registrations.all(repository));
        administrations.add(repository.commonDirectory());
        Map<String, Path> awaited = new TreeMap<>();
        for (Path administration : administrations) {
            for (String file : List.of("rebase-merge/head-name", "rebase-apply/head-name")) {
                line(administration.resolve(file)).ifPresent(ref -> awaited.put(ref, administration));
            }
            line(administration.resolve("BISECT_START"))
                    .ifPresent(branch -> awaited.put("refs/heads/" + branch, administration));
        }
        return awaited;
    }

    private static Optional<String> line(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(
                        Files.readString(file, StandardCharsets.ISO_8859_1).strip())
                : Optional.empty();
    }

    /**
     * Lets go of branches: where one is checked out, the worktree's HEAD becomes the commit itself. No file is touched.
     *
     * @param commits the branches' references, with the commits that they stand at
     * @return the worktrees that had one of them checked out
     */
    public List<Path> letGo(Map<String, String> commits) throws GitException, IOException {
        List<Path> detached = new ArrayList<>();
        for (Map.Entry<Path, String> checkout : branches().entrySet()) {
            String commit = commits.get(checkout.getValue());
            if (commit != null) {
                detach(checkout.getKey(), checkout.getValue(), commit);
                detached.add(checkout.getKey());
            }
        }
        return detached;
    }

    /** Not while git removes a worktree, whose folder would be written to again just as it is deleted. */
    void detach(Path worktree, String branch, String commit) throws GitException, IOException {
        ReentrantLock lock = repository.lock();
        lock.lock();
        try {
            detachAlone(worktree, branch, commit);
        } finally {
            lock.unlock();
        }
    }

    private void detachAlone(Path worktree, String branch, String commit) throws GitException, IOException {
        Optional<Path> administration = Registrations.of(repository, worktree);
        Git git = administration.map(repository::git).orElse(Git.in(worktree));
        List<Path> locks =
                administration
                        .filter(known -> Files.exists(known.resolve(Registrations.READY)))
                        .map(StaleLocks::ofHead)
                        .stream()
                        .toList();
        String stands = commit;
        for (long begun = System.nanoTime(); ; ) {
            String from = stands;
            try {
                // The last word is what it has to stand at: a commit that is made there right now is not skipped.
                StaleLocks.past(locks, () -> git.run("update-ref", "--no-deref", "-m", LET_GO, "HEAD", from, from));
                return;
            } catch (GitException e) {
                // Of two attempts at a task, the first may be cleaned up while the second begins.
                if (administration.map(Registrations::isBeingRemoved).orElse(Files.notExists(worktree))) {
                    return;
                }
                stands = repository.refs().commit(branch).orElse(from);
                if (stands.equals(from) || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }
}
