package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds what an attempt has committed beside its work: on branches of its own, and in the stash. Whose they are says the log that git
 * keeps of a worktree's HEAD, and of the stash; without those logs nothing is found.
 */
final class OwnReferences {
    private static final String NO_COMMIT = "0".repeat(40);

    private final Git git;
    private final Repository repository;
    private final Path administration;
    private final RefNames names;
    private final RefsBefore before;

    OwnReferences(Git git, Repository repository, Path administration, RefNames names, RefsBefore before) {
        this.git = git;
        this.repository = repository;
        this.administration = administration;
        this.names = names;
        this.before = before;
    }

    /**
     * What the user should know of them.
     *
     * @param known the commits that hold what is told otherwise
     */
    List<String> notices(List<String> known) throws GitException, IOException {
        List<String> notices = new ArrayList<>();
        branches(known, notices);
        stash(notices);
        return notices;
    }

    private void branches(List<String> known, List<String> notices) throws GitException, IOException {
        Path log = administration.resolve("logs").resolve("HEAD");
        if (!Files.isRegularFile(log)
                || Files.readAllLines(log, StandardCharsets.ISO_8859_1).size() < 2) {
            return; // nothing was checked out or committed there but what it began with
        }
        String moves = Files.readString(log, StandardCharsets.ISO_8859_1);
        Refs refs = new Refs(git);
        for (Map.Entry<String, String> branch : refs.matching("refs/heads/").entrySet()) {
            if (!branch.getKey().startsWith(RefNames.branchPrefix(names.run()))
                    && !branch.getValue().equals(NO_COMMIT)
                    && moves.contains(" " + branch.getValue() + " ")
                    && !before.holds(branch.getValue())
                    && !containedInOneOf(known, branch.getValue(), refs)) {
                notices.add("commits that it has made on the branch "
                        + branch.getKey().substring("refs/heads/".length()) + " are not in its work");
            }
        }
    }

    private static boolean containedInOneOf(List<String> commits, String commit, Refs refs) throws GitException {
        for (String holder : commits) {
            if (refs.contains(commit, holder)) {
                return true;
            }
        }
        return false;
    }

    /** Git says in the stash's log on which branch something was put there. */
    private void stash(List<String> notices) throws IOException {
        Path log = repository.commonDirectory().resolve("logs").resolve("refs").resolve("stash");
        if (!Files.isRegularFile(log)) {
            return;
        }
        // "WIP on BRANCH: ...", or "On BRANCH: ..." with a message of the user's own.
        String on = "on " + names.branch() + ":";
        long left = Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .filter(message ->
                        message.startsWith("WIP " + on) || message.regionMatches(true, 0, on, 0, on.length()))
                .count();
        if (left > 0) {
            notices.add("changes that it put into the stash are not in its work; 'git stash list' names "
                    + (left == 1 ? "them" : "them, in " + left + " entries"));
        }
    }
}
