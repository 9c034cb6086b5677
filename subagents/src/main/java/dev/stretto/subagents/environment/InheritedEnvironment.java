package dev.stretto.subagents.environment;

import java.util.List;
import java.util.Map;

/**
 * What subagents, and Stretto's own git, inherit of the environment that Stretto was started in: everything but what is listed here.
 * What asks for passwords, what is about SSH, LFS or credentials, and what traces stays.
 */
public final class InheritedEnvironment {
    /**
     * Variables that point git at another repository, index or work tree than that of the directory: those that {@code git rev-parse
     * --local-env-vars} names, without the ones that merely hold settings.
     */
    private static final List<String> REDIRECT_GIT = List.of(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_CONFIG",
            "GIT_DIR",
            "GIT_GRAFT_FILE",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_NAMESPACE",
            "GIT_NO_REPLACE_OBJECTS",
            "GIT_OBJECT_DIRECTORY",
            "GIT_PREFIX",
            "GIT_QUARANTINE_PATH",
            "GIT_REPLACE_REF_BASE",
            "GIT_SHALLOW_FILE",
            "GIT_WORK_TREE");

    /** Variables by which a coding agent tells what it starts that it runs inside of its session. The same agent refuses to start there. */
    private static final List<String> AGENT_SESSION = List.of(
            "CLAUDECODE",
            "CLAUDE_CODE_CHILD_SESSION",
            "CLAUDE_CODE_ENTRYPOINT",
            "CLAUDE_CODE_SESSION_ID",
            "CLAUDE_CODE_SSE_PORT",
            "CODEX_CI",
            "CODEX_SANDBOX",
            "CODEX_THREAD_ID",
            "GEMINI_CLI",
            "GEMINI_CLI_NO_RELAUNCH",
            "OPENCODE",
            "OPENCODE_PID",
            "OPENCODE_RUN_ID",
            "QWEN_CODE",
            "CURSOR_AGENT");

    private InheritedEnvironment() {}

    /** Takes out of an environment, in place, what is not to be inherited. */
    public static void clean(Map<String, String> environment) {
        REDIRECT_GIT.forEach(environment::remove);
        AGENT_SESSION.forEach(environment::remove);
    }
}
