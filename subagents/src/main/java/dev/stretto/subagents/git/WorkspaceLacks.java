package dev.stretto.subagents.git;

import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.List;

/** What a new worktree does not have although the user's checkout may: submodules, what LFS keeps, and ignored files. */
final class WorkspaceLacks {
    private static final int NAMED = 3;

    private WorkspaceLacks() {}

    /** What is missing there, in words. */
    static List<String> of(Git git, String commit) throws GitException {
        List<String> lacks = new ArrayList<>();
        submodules(git, commit, lacks);
        lfs(git, commit, lacks);
        ignored(git, lacks);
        return lacks;
    }

    private static void submodules(Git git, String commit, List<String> lacks) throws GitException {
        GitOutput paths = git.attempt(
                "config", "--blob", commit + ":.gitmodules", "-z", "--get-regexp", "^submodule\\..*\\.path$");
        List<String> submodules = paths.records().stream()
                .map(record -> record.substring(record.indexOf('\n') + 1))
                .toList();
        if (!submodules.isEmpty()) {
            lacks.add("submodules are empty folders in workspaces: " + Listed.first(NAMED, submodules));
        }
    }

    private static void lfs(Git git, String commit, List<String> lacks) throws GitException {
        GitOutput attributes = git.attempt("cat-file", "blob", commit + ":.gitattributes");
        boolean used = attributes.succeeded()
                && attributes.lines().stream().anyMatch(line -> !line.startsWith("#") && line.contains("filter=lfs"));
        if (used && !git.attempt("config", "--get", "filter.lfs.smudge").succeeded()) {
            lacks.add("files that Git LFS keeps are pointers in workspaces, since its filter is not set up"
                    + " ('git lfs install' does that)");
        } else if (used && "1".equals(System.getenv("GIT_LFS_SKIP_SMUDGE"))) {
            lacks.add("files that Git LFS keeps are pointers in workspaces, since GIT_LFS_SKIP_SMUDGE is set");
        }
    }

    private static void ignored(Git git, List<String> lacks) throws GitException {
        List<String> ignored = git
                .attempt("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
                .records()
                .stream()
                .filter(path -> !path.startsWith(".stretto"))
                .toList();
        if (!ignored.isEmpty()) {
            lacks.add("files that git ignores are not in workspaces: " + Listed.first(NAMED, ignored));
        }
    }
}
