package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Stopwatch;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.report.Report;
import dev.stretto.subagents.function.FunctionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What worktrees cost: fifty tasks that each add a file to a large repository, against git in a plain loop. */
public final class Worktrees implements Benchmark {
    private static final int TASKS = 50;
    private static final int FOLDERS = 200;
    private static final int FILES_OF_EACH = 100;

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
        return TASKS + " tasks in worktrees of a repository of " + FOLDERS * FILES_OF_EACH + " files; each adds one";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        try (Ground memory = ground.inMemory(BYTES_OF_ALL)) {
            contests.note("on " + memory.fileSystem());
            Path repository = repository(memory.folder());
            contests.hold(Contest.of(
                    "until all have theirs",
                    TASKS,
                    Contestant.of("stretto", () -> run(memory, repository).untilAllHaveTheirs()),
                    Contestant.of(
                                    "git worktree add in a loop",
                                    () -> loop(memory, repository).untilAllHaveTheirs())
                            .withGoal(1)));
            contests.hold(Contest.of(
                    "until all are gone again",
                    TASKS,
                    Contestant.of(
                            "stretto, committed and merged",
                            () -> run(memory, repository).untilAllAreGone()),
                    Contestant.of(
                            "git worktree add, commit, remove",
                            () -> loop(memory, repository).untilAllAreGone())));
        }
    }

    private record Taken(double untilAllHaveTheirs, double untilAllAreGone) {}

    private static Taken run(Ground ground, Path repository) throws Exception {
        Plan plan = Plans.inWorktrees(TASKS, repository, OpenEngine.FUNCTION);
        CountDownLatch called = new CountDownLatch(TASKS);
        try (OpenEngine engine = OpenEngine.on(ground.folder(), call -> {
            called.countDown();
            called.await();
            change(call.directory(), call.task().replace("task-", ""), call.run());
            return new FunctionResult(null, null);
        })) {
            Stopwatch watch = new Stopwatch();
            String run = engine.start(plan);
            called.await();
            double made = watch.seconds();
            engine.awaitOver(run);
            double gone = watch.seconds();
            check(engine.report(run));
            return new Taken(made, gone);
        }
    }

    private static void check(Report report) {
        Checks.completed(report, 1);
        Report.Integrated result = Optional.ofNullable(report.synthesis())
                .map(Report.Synthesis::integration)
                .orElseThrow(() -> new IllegalStateException("nothing was merged in run " + report.run()));
        if (result.merged().size() != TASKS) {
            throw new IllegalStateException(result.merged().size() + " of " + TASKS + " tasks were merged");
        }
    }

    /** Adds a file to the folder that is the scope of a task. */
    private static void change(Path worktree, String task, String content) throws IOException {
        Files.writeString(worktree.resolve("folder-" + task).resolve("added.txt"), content + "\n");
    }

    private static Taken loop(Ground ground, Path repository) throws IOException, InterruptedException {
        Path folder = ground.folder();
        String word = folder.getFileName().toString();
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < TASKS; i++) {
            Path worktree = folder.resolve(Integer.toString(i));
            Commands.seconds(
                    repository, "git", "worktree", "add", "-q", "-b", "loop/" + word + "/" + i, worktree.toString());
        }
        double made = watch.seconds();
        for (int i = 0; i < TASKS; i++) {
            Path worktree = folder.resolve(Integer.toString(i));
            change(worktree, Integer.toString(i), word);
            Commands.seconds(worktree, "git", "add", "-A");
            Commands.seconds(worktree, "git", "commit", "-q", "-m", "task " + i);
            Commands.seconds(repository, "git", "worktree", "remove", worktree.toString());
        }
        return new Taken(made, watch.seconds());
    }

    private static Path repository(Path repository) throws IOException, InterruptedException {
        for (int folder = 0; folder < FOLDERS; folder++) {
            Path made = Files.createDirectory(repository.resolve("folder-" + folder));
            for (int file = 0; file < FILES_OF_EACH; file++) {
                Files.writeString(made.resolve("file-" + file + ".txt"), "file " + file + " of " + folder + "\n");
            }
        }
        Commands.seconds(repository, "git", "init", "-q", "-b", "main");
        Commands.seconds(repository, "git", "config", "user.name", "benchmark");
        Commands.seconds(repository, "git", "config", "user.email", "benchmark@example.invalid");
        Commands.seconds(repository, "git", "add", "-A");
        Commands.seconds(repository, "git", "commit", "-q", "-m", "files");
        Commands.seconds(repository, "git", "repack", "-a", "-d", "-q");
        return repository;
    }
}
