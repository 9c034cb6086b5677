package dev.stretto.actors;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans for tests, built in code. */
public final class Plans {
    public static final Duration LONG = Duration.ofMinutes(5);

    private Plans() {}

    public static Plan of(Task... tasks) {
        return limited(0, tasks);
    }

    public static Plan limited(int concurrency, Task... tasks) {
        return new Plan("test", null, null, concurrency, Mode.AUTO, List.of(tasks), SynthesisSpec.DEFAULT);
    }

    public static Task function(String id, String function, int attempts) {
        return task(id, new SubagentSpec.Function(function), attempts, LONG, null);
    }

    public static Task command(String id, Duration timeout, @Nullable Duration idle, String... words) {
        return task(id, new SubagentSpec.Command(List.of(words)), 1, timeout, idle);
    }

    public static Task task(String id, SubagentSpec subagent, int attempts, Duration timeout, @Nullable Duration idle) {
        return Task.of(id, subagent)
                .timeout(timeout)
                .idle(idle)
                .attempts(attempts)
                .backoff(Duration.ofMillis(10))
                .build();
    }
}
