package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a repository stands outside of Stretto's workspaces: the user's checkout, their other worktrees, and the configuration.
 *
 * @param checkouts by their directories
 * @param settings of the repository, by their keys
 */
record CheckoutState(Map<Path, Checkout> checkouts, Map<String, String> settings) {

    /**
     * A checkout.
     *
     * @param head the branch that is checked out, or the commit if there is none
     * @param commit the commit
     * @param changes the paths that differ from it
     */
    private record Checkout(String head, String commit, Set<String> changes) {}

    /** Of how many worktrees beside the user's checkout the files are looked at. */
    private static final int LOOKED_AT = 4;

    private static final int NAMED = 5;
    /** Git writes these itself when branches are made and tracked. */
    private static final String OF_BRANCHES = "branch.";

    /** How it stands now, with everything below this directory left aside. */
    static CheckoutState of(Repository repository, Path aside) throws GitException {
        Map<Path, Checkout> checkouts = new LinkedHashMap<>();
        Path directory = repository.workTree();
        String commit = "";
        // One worktree follows the other, each with its lines: worktree, HEAD, and branch or detached.
        for (String line :
                repository.git().run("worktree", "list", "--porcelain", "-z").records()) {
            if (line.startsWith("worktree ")) {
                directory = Path.of(line.substring("worktree ".length()));
            } else if (line.startsWith("HEAD ")) {
                commit = line.substring("HEAD ".length());
            } else if ((line.startsWith("branch ") || line.equals("detached")) && !directory.startsWith(aside)) {
                String head = line.equals("detached") ? commit : line.substring("branch refs/heads/".length());
                Set<String> changes = checkouts.size() <= LOOKED_AT ? changes(directory) : Set.of();
                checkouts.put(directory, new Checkout(head, commit, changes));
            }
        }
        return new CheckoutState(checkouts, settings(repository));
    }

    private static Set<String> changes(Path directory) throws GitException {
        GitOutput status =
                Git.in(directory).attempt("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal");
        return status.records().stream()
                .filter(record -> record.length() > 3)
                .map(record -> record.substring(3))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> settings(Repository repository) throws GitException {
        Map<String, String> settings = new LinkedHashMap<>();
        String file = repository.commonDirectory().resolve("config").toString();
        for (String record : repository
                .git()
                .attempt("config", "--file", file, "--list", "-z")
                .records()) {
            int end = record.indexOf('\n');
            String key = end < 0 ? record : record.substring(0, end);
            if (!key.startsWith(OF_BRANCHES)) {
                settings.merge(key, end < 0 ? "true" : record.substring(end + 1), (one, other) -> one + "\n" + other);
            }
        }
        return settings;
    }

    /** What is different in a later state, in words. */
    List<String> changesTo(CheckoutState later) {
        List<String> changes = new ArrayList<>();
        checkouts.forEach((directory, before) -> {
            Checkout now = later.checkouts.get(directory);
            if (now == null && !Files.isDirectory(directory)) {
                changes.add("the worktree " + directory + " is gone");
            } else if (now != null) {
                compare(directory, before, now, changes);
            }
        });
        Set<String> keys = Stream.concat(settings.keySet().stream(), later.settings.keySet().stream())
                .filter(key -> !Objects.equals(settings.get(key), later.settings.get(key)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!keys.isEmpty()) {
            changes.add("the repository's configuration was changed: " + String.join(", ", keys));
        }
        return changes;
    }

    private static void compare(Path directory, Checkout before, Checkout now, List<String> changes) {
        if (!before.head().equals(now.head())) {
            changes.add("in the checkout " + directory + " " + shown(now.head()) + " is checked out now, and was "
                    + shown(before.head()));
        } else if (!before.commit().equals(now.commit())) {
            changes.add("in the checkout " + directory + " the branch " + now.head() + " stands at "
                    + shown(now.commit()) + " now, and stood at " + shown(before.commit()));
        }
        List<String> gone = before.changes().stream()
                .filter(path ->
                        before.commit().equals(now.commit()) && !now.changes().contains(path))
                .toList();
        if (!gone.isEmpty()) {
            changes.add("in the checkout " + directory + " uncommitted changes are gone: " + named(gone));
        }
        List<String> changed = now.changes().stream()
                .filter(path -> !before.changes().contains(path))
                .toList();
        if (!changed.isEmpty()) {
            changes.add("in the checkout " + directory + " these were changed: " + named(changed));
        }
    }

    private static String named(List<String> paths) {
        String more = paths.size() > NAMED ? " and " + (paths.size() - NAMED) + " more" : "";
        return String.join(", ", paths.subList(0, Math.min(NAMED, paths.size()))) + more;
    }

    private static String shown(String head) {
        return head.matches("[0-9a-f]{40,64}") ? "commit " + head.substring(0, Refs.SHORT_ID) : head;
    }
}
