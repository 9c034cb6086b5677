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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What workspaces of commands cost in each isolation: tasks that each add a file to a large repository on disk, against git in a loop. */
public final class Workspaces implements Benchmark {
    private static final int TASKS = Integer.getInteger("stretto.benchmarks.tasks", 50);
    private static final int FILES = Integer.getInteger("stretto.benchmarks.files", 20_000);
    private static final long LOOKS_EVERY_NANOS = 5_000_000;

    private final Ground ground;

    public Workspaces(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "workspaces";
    }

    @Override
    public String description() {
        return TASKS + " commands in workspaces of a repository of " + FILES + " files; each adds one";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        contests.note("on " + ground.fileSystem());
        Path repository = LargeRepository.of(FILES, ground.folder());
        Path used = ground.folder();
        run(used, repository, Isolation.OVERLAY);
        contests.hold(Contest.of(
                "until all have theirs",
                TASKS,
                Contestant.of(
                        "overlay, its layer is there",
                        () -> run(used, repository, Isolation.OVERLAY).untilAllHaveTheirs()),
                Contestant.of(
                        "overlay, its layer is to be made",
                        () -> anew(repository, Isolation.OVERLAY).untilAllHaveTheirs()),
                Contestant.of(
                        "worktree", () -> anew(repository, Isolation.WORKTREE).untilAllHaveTheirs()),
                Contestant.of("clone", () -> anew(repository, Isolation.CLONE).untilAllHaveTheirs()),
                Contestant.of(
                                "git worktree add in a loop",
                                () -> GitLoop.of(TASKS, ground.folder(), repository)
                                        .untilAllHaveTheirs())
                        .withGoal(0.05)));
        contests.hold(Contest.of(
                "until all are gone again",
                TASKS,
                Contestant.of(
                        "overlay, its layer is there",
                        () -> run(used, repository, Isolation.OVERLAY).untilAllAreGone()),
                Contestant.of(
                        "worktree", () -> anew(repository, Isolation.WORKTREE).untilAllAreGone()),
                Contestant.of("clone", () -> anew(repository, Isolation.CLONE).untilAllAreGone()),
                Contestant.of(
                                "git worktree add, commit, remove",
                                () -> GitLoop.of(TASKS, ground.folder(), repository)
                                        .untilAllAreGone())
                        .withGoal(0.15)));
    }

    private Taken anew(Path repository, Isolation isolation) throws Exception {
        return run(ground.folder(), repository, isolation);
    }

    private Taken run(Path data, Path repository, Isolation isolation) throws Exception {
        Path begun = ground.folder();
        Path go = begun.resolve("go");
        Commands.seconds(begun, "mkfifo", go.toString());
        String script =
                "touch %s/$STRETTO_TASK; read all_have_theirs < %s; echo x > folder-${STRETTO_TASK#task-}/added.txt"
                        .formatted(begun, go);
        Plan plan =
                Plans.inRepository(TASKS, repository, isolation, new SubagentSpec.Command(List.of("sh", "-c", script)));
        try (OpenEngine engine = OpenEngine.on(data, call -> new FunctionResult(null, null))) {
            Stopwatch watch = new Stopwatch();
            String run = engine.start(plan);
            while (count(begun) <= TASKS) {
                LockSupport.parkNanos(LOOKS_EVERY_NANOS);
            }
            double made = watch.seconds();
            Files.writeString(go, "");
            engine.awaitOver(run);
            double gone = watch.seconds();
            Checks.merged(engine.report(run), TASKS);
            return new Taken(made, gone);
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
