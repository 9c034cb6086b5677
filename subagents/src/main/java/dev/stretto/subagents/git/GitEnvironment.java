package dev.stretto.subagents.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every git command gets: an environment that points it at no repository but the one meant, and options that keep
 * it from asking, from running hooks, from working in the background and from merging in another way for each user.
 */
public final class GitEnvironment {
    private static final Set<String> KEPT_PREFIXES =
            Set.of("GIT_CONFIG_", "GIT_SSH", "GIT_SSL_", "GIT_PROXY_", "GIT_HTTP_");
    /** The last one is git's own switch for tests: whether to wait for the disk. */
    private static final Set<String> KEPT = Set.of(
            "GIT_EXEC_PATH",
            "GIT_CEILING_DIRECTORIES",
            "GIT_DISCOVERY_ACROSS_FILESYSTEM",
            "GIT_ALLOW_PROTOCOL",
            "GIT_TEST_FSYNC");

    /** The options before the command's own words. The stat options are those that overlook no change. */
    static final List<String> OPTIONS = options(
            "core.hooksPath=/dev/null",
            "commit.gpgSign=false",
            "gc.auto=0",
            "maintenance.auto=false",
            "core.fsmonitor=false",
            "core.untrackedCache=false",
            "core.splitIndex=false",
            "core.trustctime=true",
            "core.checkStat=default",
            "core.safecrlf=false",
            "submodule.recurse=false",
            "rerere.enabled=false",
            "merge.conflictStyle=diff3",
            "merge.directoryRenames=conflict",
            "merge.renames=true",
            "merge.renormalize=false",
            "i18n.commitEncoding=UTF-8",
            // What an event says is there is still there when the machine loses power: git waits for that only if told
            // to.
            "core.fsync=committed",
            "core.filesRefLockTimeout=3000",
            "core.packedRefsTimeout=10000");

    /**
     * Before the words of a command that works on objects alone: there, names that differ in capital letters only are different ones,
     * whatever the file system of the user's checkout makes of them.
     */
    public static final String EXACT_NAMES = "core.ignoreCase=false";

    private GitEnvironment() {}

    /** Changes a process's environment in place. */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_") && !kept(name));
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_EDITOR", "true");
        environment.put("GIT_PAGER", "cat");
        environment.put("LC_ALL", "C");
    }

    private static boolean kept(String name) {
        return !name.equals("GIT_CONFIG_PARAMETERS")
                && (KEPT.contains(name) || KEPT_PREFIXES.stream().anyMatch(name::startsWith));
    }

    private static List<String> options(String... settings) {
        List<String> options = new ArrayList<>(List.of("--no-pager"));
        for (String setting : settings) {
            options.add("-c");
            options.add(setting);
        }
        return List.copyOf(options);
    }
}
