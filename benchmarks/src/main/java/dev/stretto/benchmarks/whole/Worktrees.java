package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Stopwatch;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.function.FunctionResult;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What worktrees cost: fifty tasks that each add a file to a large repository, against git in a plain loop. */
public final class Worktrees implements Benchmark {
    private static final int TASKS = 50;
    private static final int FILES = 20_000;

    private static final long BYTES_OF_ALL = 8L << 30;

    private final Ground ground;

    public Worktrees(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "worktrees";
    }

    @Override
    public String description() {
        return TASKS + " tasks in worktrees of a repository of " + FILES + " files; each adds one";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        try (Ground memory = ground.inMemory(BYTES_OF_ALL)) {
            contests.note("on " + memory.fileSystem());
            Path repository = LargeRepository.of(FILES, memory.folder());
            contests.hold(Contest.of(
                    "until all have theirs",
                    TASKS,
                    Contestant.of("stretto", () -> run(memory, repository).untilAllHaveTheirs()),
                    Contestant.of(
                                    "git worktree add in a loop",
                                    () -> GitLoop.of(TASKS, memory.folder(), repository)
                                            .untilAllHaveTheirs())
                            .withGoal(1)));
            contests.hold(Contest.of(
                    "until all are gone again",
                    TASKS,
                    Contestant.of(
                            "stretto, committed and merged",
                            () -> run(memory, repository).untilAllAreGone()),
                    Contestant.of(
                            "git worktree add, commit, remove",
                            () -> GitLoop.of(TASKS, memory.folder(), repository).untilAllAreGone())));
        }
    }

    private static Taken run(Ground ground, Path repository) throws Exception {
        Plan plan = Plans.inRepository(
                TASKS, repository, Isolation.WORKTREE, new SubagentSpec.Function(OpenEngine.FUNCTION));
        CountDownLatch called = new CountDownLatch(TASKS);
        try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> {
            called.countDown();
            called.await();
            GitLoop.change(call.directory(), call.task().replace("task-", ""), call.run());
            return new FunctionResult(null, null);
        })) {
            Stopwatch watch = new Stopwatch();
            String run = engine.start(plan);
            called.await();
            double made = watch.seconds();
            engine.awaitOver(run);
            double gone = watch.seconds();
            Checks.merged(engine.report(run), TASKS);
            return new Taken(made, gone);
        }
    }
}
