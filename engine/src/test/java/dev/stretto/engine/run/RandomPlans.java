package dev.stretto.engine.run;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plans drawn from a seed: dependencies, shared resources, overlapping scopes, related tasks, limits. */
final class RandomPlans {
    private static final List<String> GLOBS =
            List.of("src/**", "src/main/**", "src/**/Foo.java", "docs/*.md", "docs/readme.md", "test/**", "*.txt");
    private static final int MOST_TASKS = 14;

    private RandomPlans() {}

    static Plan draw(Random random) {
        int count = 1 + random.nextInt(MOST_TASKS);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(task(random, i));
        }
        Mode mode = random.nextInt(6) == 0 ? Mode.SEQUENTIAL : random.nextInt(6) == 0 ? Mode.PARALLEL : Mode.AUTO;
        int concurrency = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        return new Plan("random", null, null, concurrency, mode, tasks, SynthesisSpec.DEFAULT);
    }

    private static Task task(Random random, int i) {
        List<String> after = new ArrayList<>();
        for (int j = 0; j < i; j++) {
            if (random.nextInt(6) == 0) {
                after.add("t" + j);
            }
        }
        return Task.of("t" + i, new SubagentSpec.Command(List.of("true")))
                .title("Task " + i)
                .writes(random.nextInt(3) == 0 ? null : List.of(GLOBS.get(random.nextInt(GLOBS.size()))))
                .locks(random.nextInt(5) == 0 ? List.of("database") : List.of())
                .needs(after)
                .related(i > 0 && after.isEmpty() && random.nextInt(8) == 0 ? List.of("t" + (i - 1)) : List.of())
                .attempts(1 + random.nextInt(3))
                .build();
    }
}
