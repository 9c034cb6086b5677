package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which branches are checked out where in a repository. */
final class Checkouts {
    private final Repository repository;

    Checkouts(Repository repository) {
        this.repository = repository;
    }

    /** The worktrees, the user's checkout among them, by the reference of the branch that each has checked out. */
    Map<Path, String> branches() throws GitException {
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

    /**
     * Lets go of branches: where one is checked out, the worktree's HEAD becomes the commit itself. No file is touched.
     *
     * @param commits the branches' references, with the commits that they stand at
     * @return the worktrees that had one of them checked out
     */
    List<Path> letGo(Map<String, String> commits) throws GitException, IOException {
        List<Path> detached = new ArrayList<>();
        for (Map.Entry<Path, String> checkout : branches().entrySet()) {
            String commit = commits.get(checkout.getValue());
            if (commit != null) {
                detach(checkout.getKey(), commit);
                detached.add(checkout.getKey());
            }
        }
        return detached;
    }

    private void detach(Path worktree, String commit) throws GitException, IOException {
        Optional<Path> administration = Registrations.of(repository, worktree);
        Git git = administration.map(repository::git).orElse(Git.in(worktree));
        List<Path> locks =
                administration
                        .filter(known -> Files.exists(known.resolve(Registrations.READY)))
                        .map(StaleLocks::ofHead)
                        .stream()
                        .toList();
        StaleLocks.past(
                locks,
                () -> git.run("update-ref", "--no-deref", "-m", "stretto: let go of the branch", "HEAD", commit));
    }
}
