package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.text.Listed;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for files that an attempt has left and that git ignores: they are no part of its work, and go with its workspace. */
final class IgnoredFiles {
    private static final int NAMED = 5;

    private IgnoredFiles() {}

    /** What the user should know of them; empty if there are none. Folders that are ignored as a whole stand for their files. */
    static Optional<String> notice(Git git, Set<String> before) throws GitException {
        List<String> ignored = Provisioning.ignored(git).stream()
                .filter(path -> !before.contains(path))
                .map(GitOutput::shown)
                .toList();
        if (ignored.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("it left nothing but files that git ignores, which are not part of its work and go with its"
                + " workspace: "
                + Listed.first(NAMED, ignored));
    }
}
