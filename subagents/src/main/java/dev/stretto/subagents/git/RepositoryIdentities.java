package dev.stretto.subagents.git;

import dev.stretto.engine.attempt.RepositoryIdentity;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out which repository a path leads to. */
final class RepositoryIdentities {
    /** The user and password of a URL such as {@code https://user:token@host/path}; of ssh only the password. */
    private static final Pattern SECRET =
            Pattern.compile("^([a-z][a-z0-9+.-]*://)(?:[^/@]*@)", Pattern.CASE_INSENSITIVE);

    private static final Pattern SSH = Pattern.compile("^((?:git\\+)?ssh://[^/@:]*):[^/@]*@", Pattern.CASE_INSENSITIVE);

    private RepositoryIdentities() {}

    /**
     * The identity of a repository.
     *
     * @param commit whose history is looked at
     */
    static RepositoryIdentity of(Git git, String commit) throws GitException {
        return new RepositoryIdentity(root(git, commit), remote(git));
    }

    private static @Nullable String root(Git git, String commit) throws GitException {
        if (git.line("rev-parse", "--is-shallow-repository").equals("true")) {
            return null;
        }
        GitOutput roots = git.attempt("rev-list", "--first-parent", "--max-parents=0", commit);
        return roots.succeeded() && !roots.lines().isEmpty() ? roots.lines().getLast() : null;
    }

    private static @Nullable String remote(Git git) throws GitException {
        GitOutput url = git.attempt("config", "--get", "remote.origin.url");
        return url.succeeded() && !url.line().isEmpty() ? withoutSecret(url.line()) : null;
    }

    /** The URL as it may be written down: the log is read by others than those who may push there. */
    static String withoutSecret(String url) {
        if (SSH.matcher(url).find()) {
            return SSH.matcher(url).replaceFirst("$1@");
        }
        return url.toLowerCase(Locale.ROOT).contains("ssh://")
                ? url
                : SECRET.matcher(url).replaceFirst("$1");
    }
}
