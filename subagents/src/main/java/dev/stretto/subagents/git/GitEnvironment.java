package dev.stretto.subagents.git;

import dev.stretto.subagents.environment.InheritedEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What every git command gets: an environment that points it at no repository but the one meant, and options that keep
 * it from asking, from running hooks, from working in the background and from merging in another way for each user.
 */
public final class GitEnvironment {
    /** Variables that make git's commands do, or print, something else than Stretto asks for. */
    private static final List<String> CHANGE_COMMANDS = List.of(
            "GIT_ATTR_SOURCE",
            "GIT_AUTHOR_DATE",
            "GIT_AUTHOR_EMAIL",
            "GIT_AUTHOR_NAME",
            "GIT_COMMITTER_DATE",
            "GIT_COMMITTER_EMAIL",
            "GIT_COMMITTER_NAME",
            "GIT_CONFIG_PARAMETERS",
            "GIT_DEFAULT_REF_FORMAT",
            "GIT_DIFF_OPTS",
            "GIT_EXTERNAL_DIFF",
            "GIT_GLOB_PATHSPECS",
            "GIT_ICASE_PATHSPECS",
            "GIT_LITERAL_PATHSPECS",
            "GIT_MERGE_VERBOSITY",
            "GIT_NOGLOB_PATHSPECS",
            "GIT_REDIRECT_STDERR",
            "GIT_REDIRECT_STDIN",
            "GIT_REDIRECT_STDOUT",
            "GIT_REFLOG_ACTION");

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
        InheritedEnvironment.clean(environment);
        CHANGE_COMMANDS.forEach(environment::remove);
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_EDITOR", "true");
        environment.put("GIT_PAGER", "cat");
        environment.put("LC_ALL", "C");
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
