package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out whether a later attempt at the same task has begun: the task's branch is then that one's. */
final class LaterAttempts {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private LaterAttempts() {}

    /** True if a worktree of a later attempt stands beside this one. */
    static boolean worktreeExists(Path worktree, int attempt) {
        String[] siblings = worktree.resolveSibling("").toFile().list();
        return siblings != null
                && Stream.of(siblings)
                        .anyMatch(name -> isAfter(name, attempt) && Files.isDirectory(worktree.resolveSibling(name)));
    }

    /** True if this attempt's work, or that of one after it, was moved off the branch to make room. */
    static boolean earlierWorkIsKept(Refs refs, RefNames names, int attempt) throws GitException {
        String prefix = names.attemptPrefix();
        return refs.under(prefix).keySet().stream()
                .map(ref -> ref.substring(prefix.length()))
                .anyMatch(name -> isAfter(name, attempt - 1));
    }

    private static boolean isAfter(String name, int attempt) {
        return NUMBER.matcher(name).matches() && Integer.parseInt(name) > attempt;
    }
}
