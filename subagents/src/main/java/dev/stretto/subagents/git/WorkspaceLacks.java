package dev.stretto.subagents.git;

import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.text.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What a new worktree does not have although the user's checkout may: submodules, what LFS keeps, and ignored files. */
final class WorkspaceLacks {
    private static final int NAMED = 3;

    private WorkspaceLacks() {}

    /** What is missing there, in words. */
    static List<String> of(Git git, String commit, Provision provision) throws GitException, IOException {
        List<String> lacks = new ArrayList<>();
        submodules(git, commit, provision, lacks);
        lfs(git, commit, lacks);
        ignored(git, provision, lacks);
        return lacks;
    }

    private static void submodules(Git git, String commit, Provision provision, List<String> lacks)
            throws GitException {
        GitOutput paths = git.attempt(
                "config", "--blob", commit + ":.gitmodules", "-z", "--get-regexp", "^submodule\\..*\\.path$");
        List<String> submodules = paths.records().stream()
                .map(record -> record.substring(record.indexOf('\n') + 1))
                .toList();
        if (!submodules.isEmpty()) {
            lacks.add("submodules are empty folders in workspaces" + unlessSetUp(provision) + ": "
                    + Listed.first(NAMED, submodules));
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

    private static String unlessSetUp(Provision provision) {
        return provision.setup() == null ? "" : ", unless the set-up fills them";
    }

    private static void ignored(Git git, Provision provision, List<String> lacks) throws GitException, IOException {
        IncludedFiles.Found included =
                new IncludedFiles(new Repository(git.directory(), git.directory()), provision.include()).look();
        if (!included.paths().isEmpty()) {
            lacks.add("ignored files copied into each workspace: "
                    + included.paths().size() + " (" + kibibytes(included.bytes()) + " in total)");
        }
        if (!included.leftOut().isEmpty()) {
            lacks.add("not copied into workspaces: " + Listed.first(NAMED, included.leftOut()));
        }
        NavigableSet<String> copied = new TreeSet<>();
        included.paths().forEach(path -> copied.add(GitOutput.shown(path)));
        List<String> ignored = git
                .attempt("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
                .records()
                .stream()
                .filter(path -> !path.startsWith(".stretto") && !holds(copied, path))
                .toList();
        if (!ignored.isEmpty()) {
            lacks.add("files that git ignores are not in workspaces"
                    + (provision.setup() == null ? "" : ", unless the set-up makes them") + ": "
                    + Listed.first(NAMED, ignored));
        }
    }

    /** Whether it is copied, or something in it: then somebody has chosen what workspaces need of it. */
    private static boolean holds(NavigableSet<String> copied, String path) {
        String next = copied.ceiling(path);
        return next != null && (next.equals(path) || (path.endsWith("/") && next.startsWith(path)));
    }

    private static String kibibytes(long bytes) {
        return bytes < 1024 * 1024 ? (bytes + 1023) / 1024 + " KiB" : bytes / (1024 * 1024) + " MiB";
    }
}
