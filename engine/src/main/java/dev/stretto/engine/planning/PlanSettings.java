package dev.stretto.engine.planning;

import dev.stretto.engine.plan.SubagentSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about a plan that is made for them, whatever its tasks are.
 *
 * @param name what the plan is called; absent: the pattern says
 * @param goal what the whole plan is for; absent: the pattern says
 * @param repository the work tree as the plan's file names it; absent if there is none
 * @param subagent who carries the tasks out; absent: a coding agent, which the file says can be replaced
 * @param timeout wall clock of an attempt; absent: what holds for every plan
 * @param idle how long an attempt may show no sign of life; absent: for ever
 * @param verify the command that proves the result; absent: nothing is verified
 * @param setup what workspaces need besides the repository's files; absent: nothing, as far as is known
 */
public record PlanSettings(
        @Nullable String name,
        @Nullable String goal,
        @Nullable String repository,
        @Nullable SubagentSpec subagent,
        @Nullable Duration timeout,
        @Nullable Duration idle,
        @Nullable List<String> verify,
        @Nullable ProjectSetup setup) {

    /** Who carries the tasks out where nobody says: every plan has to name somebody. */
    public static final SubagentSpec SUBAGENT = new SubagentSpec.Profile("claude");

    /** The same with this name and goal where it has none. */
    PlanSettings orElse(String otherName, @Nullable String otherGoal) {
        return new PlanSettings(
                name == null ? otherName : name,
                goal == null ? otherGoal : goal,
                repository,
                subagent,
                timeout,
                idle,
                verify,
                setup);
    }
}
