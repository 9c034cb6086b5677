package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.text.Listed;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a repository stands outside of Stretto's workspaces: the user's checkout, their other worktrees, branches, tags, the stash, and
 * the configuration.
 *
 * @param checkouts by their directories
 * @param refs the commits of branches and tags that are not Stretto's, by their full names
 * @param stash the commits of the stash's entries
 * @param settings of the repository, by their keys
 */
record CheckoutState(
        Map<Path, Checkout> checkouts, Map<String, String> refs, List<String> stash, Map<String, String> settings) {

    /**
     * A checkout.
     *
     * @param head the branch that is checked out, or the commit if there is none
     * @param commit the commit
     * @param changes the paths that differ from it, each with what tells whether it was changed again
     */
    private record Checkout(String head, String commit, Map<String, String> changes) {}

    /** Of how many worktrees beside the user's checkout the files are looked at. */
    private static final int LOOKED_AT = 4;

    private static final int NAMED = 5;
    private static final String REMOTES = "refs/remotes/";
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
                Map<String, String> changes = checkouts.size() <= LOOKED_AT ? changes(directory) : Map.of();
                checkouts.put(directory, new Checkout(head, commit, changes));
            }
        }
        Map<String, String> refs = new TreeMap<>(repository.refs().outside());
        refs.keySet().removeIf(ref -> ref.startsWith(REMOTES));
        return new CheckoutState(checkouts, refs, stash(repository), settings(repository));
    }

    private static Map<String, String> changes(Path directory) throws GitException {
        GitOutput status =
                Git.in(directory).attempt("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal");
        Map<String, String> changes = new TreeMap<>();
        for (String record : status.records()) {
            if (record.length() > 3) {
                changes.put(record.substring(3), stamp(directory, record.substring(3)));
            }
        }
        return changes;
    }

    private static String stamp(Path directory, String path) {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(directory.resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file.lastModifiedTime() + " " + file.size();
        } catch (IOException | InvalidPathException e) {
            return ""; // deleted, or no name that Java knows
        }
    }

    private static List<String> stash(Repository repository) throws GitException {
        return repository
                .git()
                .attempt("rev-list", "--walk-reflogs", "refs/stash", "--")
                .lines();
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
        compareRefs(later, changes);
        List<String> dropped = stash.stream()
                .filter(entry -> !later.stash.contains(entry))
                .map(CheckoutState::shown)
                .toList();
        if (!dropped.isEmpty()) {
            changes.add("the stash no longer has " + Listed.first(NAMED, dropped));
        }
        Set<String> keys = Stream.concat(settings.keySet().stream(), later.settings.keySet().stream())
                .filter(key -> !Objects.equals(settings.get(key), later.settings.get(key)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!keys.isEmpty()) {
            changes.add("the repository's configuration was changed: " + String.join(", ", keys));
        }
        return changes;
    }

    /** What is checked out was compared with its checkout. */
    private void compareRefs(CheckoutState later, List<String> changes) {
        Set<String> checkedOut = checkouts.values().stream()
                .map(checkout -> "refs/heads/" + checkout.head())
                .collect(Collectors.toSet());
        refs.forEach((ref, before) -> {
            String now = later.refs.get(ref);
            if (!before.equals(now) && !checkedOut.contains(ref)) {
                changes.add(ref.replaceFirst("^refs/heads/", "the branch ").replaceFirst("^refs/tags/", "the tag ")
                        + (now == null
                                ? " was deleted; it was at " + shown(before)
                                : " moved from " + shown(before) + " to " + shown(now)));
            }
        });
    }

    private static void compare(Path directory, Checkout before, Checkout now, List<String> changes) {
        if (!before.head().equals(now.head())) {
            changes.add("in the checkout " + directory + " " + shown(now.head()) + " is checked out now, and was "
                    + shown(before.head()));
        } else if (!before.commit().equals(now.commit())) {
            changes.add("in the checkout " + directory + " the branch " + now.head() + " stands at "
                    + shown(now.commit()) + " now, and stood at " + shown(before.commit()));
        }
        List<String> gone = before.changes().keySet().stream()
                .filter(path ->
                        before.commit().equals(now.commit()) && !now.changes().containsKey(path))
                .toList();
        if (!gone.isEmpty()) {
            changes.add("in the checkout " + directory + " uncommitted changes are gone: " + Listed.first(NAMED, gone));
        }
        List<String> changed = now.changes().entrySet().stream()
                .filter(change -> !change.getValue().equals(before.changes().get(change.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!changed.isEmpty()) {
            changes.add("in the checkout " + directory + " these were changed: " + Listed.first(NAMED, changed));
        }
    }

    private static String shown(String head) {
        return head.matches("[0-9a-f]{40,64}") ? "commit " + head.substring(0, Refs.SHORT_ID) : head;
    }
}
