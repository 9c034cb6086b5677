package dev.stretto.subagents.git;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks once that git is there and new enough. */
public final class GitVersion {
    /** The first one that makes many merges without a checkout in one process ({@code merge-tree --write-tree --stdin}). */
    private static final int MAJOR = 2;

    private static final int MINOR = 39;
    private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+).*", Pattern.DOTALL);
    private static volatile boolean checked;

    private GitVersion() {}

    public static void require(Path directory) throws WorkspaceException {
        if (checked) {
            return;
        }
        String said;
        try {
            said = Git.in(directory).line("version");
        } catch (GitException e) {
            throw new WorkspaceException(
                    "git could not be run: " + e.getMessage() + ". Install git 2.39 or later and put it on the PATH",
                    e);
        }
        require(said);
        checked = true;
    }

    static void require(String said) throws WorkspaceException {
        Matcher version = VERSION.matcher(said);
        if (!version.matches()) {
            throw new WorkspaceException("'git version' answered '" + said + "'; expected git 2.39 or later");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new WorkspaceException(
                    "git " + major + "." + minor + " is too old: worktree isolation needs git 2.39 or later");
        }
    }
}
