package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.subagents.environment.InheritedEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a subagent finds in its environment. */
public final class AttemptEnvironment {
    static final String RUN = "STRETTO_RUN";
    static final String TASK = "STRETTO_TASK";
    static final String ATTEMPT = "STRETTO_ATTEMPT";
    static final String PROMPT_FILE = "STRETTO_PROMPT_FILE";
    static final String RESULT_FILE = "STRETTO_RESULT_FILE";

    /**
     * The cookies by which processes of an attempt are known even if they left its session, one for each attempt that they
     * are in: a subagent may run an engine of its own, whose subagents are the outer attempt's as well.
     */
    static final String COOKIES = "STRETTO_ATTEMPT_ID";

    private static final Pattern OUTER_COOKIES = Pattern.compile("[0-9a-f:-]{1,1000}");

    private AttemptEnvironment() {}

    /** The variables that say which attempt it is. */
    public static Map<String, String> of(String run, AttemptId id) {
        return Map.of(RUN, run, TASK, id.task(), ATTEMPT, Integer.toString(id.attempt()));
    }

    /** Turns the engine's environment into an attempt's. */
    static void prepare(Map<String, String> environment, Map<String, String> additions, Path directory, String cookie) {
        InheritedEnvironment.clean(environment);
        List.of(RUN, TASK, ATTEMPT, PROMPT_FILE, RESULT_FILE).forEach(environment::remove);
        environment.put("PWD", directory.toString());
        environment.putAll(additions);
        String outer = environment.getOrDefault(COOKIES, "");
        environment.put(COOKIES, OUTER_COOKIES.matcher(outer).matches() ? outer + ":" + cookie : cookie);
    }
}
