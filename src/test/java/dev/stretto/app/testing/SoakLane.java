package dev.stretto.app.testing;

import dev.stretto.app.testing.Stretto.Result;
import dev.stretto.app.testing.Stretto.Running;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * One data directory, on which runs are started, resumed, tried again and cancelled, by engines that are killed at random
 * moments. Once they have been left alone for long enough, everything has to be as if nobody had been killed.
 */
final class SoakLane {
    private static final int MOST_KILLS_A_ROUND = 6;
    private static final int LONGEST_LIFE_MILLIS = 3_500;

    private final Random random;
    private final Path folder;
    private final Path count;
    private final String name;
    private final Runnable killed;
    private final Repository repository;
    private final Stretto stretto;
    private final DataFolder data;
    private final Map<String, SoakPlan> plans = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> checked = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private Map<String, List<StoredRow>> seen = new HashMap<>();
    private int kills;
    private int events;
    private int attempts;

    SoakLane(Path folder, String name, long seed, Runnable killed) throws Exception {
        this.random = new Random(seed);
        this.folder = Files.createDirectories(folder).toRealPath();
        this.count = this.folder.resolve("count");
        this.name = name;
        this.killed = killed;
        this.repository = Repository.in(this.folder.resolve("repo"), "base.txt", "base\n");
        this.stretto = new Stretto(repository.directory());
        this.data = new DataFolder(repository.directory());
        Files.createFile(count);
        Files.writeString(repository.directory().resolve(".git/info/exclude"), "plan*.yaml\n");
    }

    /** Goes on until so many engines have been killed, and all is over. */
    Soak.Tally soak(int wanted) throws Exception {
        while (kills < wanted) {
            story.clear();
            try {
                round(Math.min(wanted - kills, 1 + random.nextInt(MOST_KILLS_A_ROUND)));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "in " + folder + ", after " + kills + " kills: " + e + "\n" + String.join("\n", story), e);
            }
        }
        return new Soak.Tally(kills, checked.size(), events, attempts);
    }

    private void round(int wanted) throws Exception {
        int killed = 0;
        killed += live(started());
        for (int tries = 0; killed < wanted && tries < 2 * MOST_KILLS_A_ROUND; tries++) {
            killed += live(next());
        }
        Result resumed = stretto.run("resume", "--json");
        story.add("resume: " + resumed.exitCode() + " " + resumed.err());
        check(List.of(0, 1, 3).contains(resumed.exitCode()), "resume ends with " + resumed.exitCode());
        Processes.awaitNone(folder);
        checkAll();
    }

    /** What is done once an engine was killed. */
    private Running next() throws Exception {
        return switch (random.nextInt(10)) {
            case 0, 1 -> started();
            case 2 -> again("retry");
            case 3 -> again("cancel");
            default -> command("resume", "--json");
        };
    }

    private Running again(String command) throws Exception {
        List<String> runs =
                Files.exists(repository.directory().resolve(".stretto/journal.db")) ? data.runs() : List.of();
        return runs.isEmpty() ? started() : command(command, "--json", runs.getFirst());
    }

    private Running started() throws Exception {
        SoakPlan plan = SoakPlan.random(random, name + "-" + plans.size(), count.toString());
        plans.put(plan.name(), plan);
        story.add(plan.toString());
        String file = stretto.plan(plan.text());
        return random.nextInt(3) == 0 ? command("run", "--detach", "--json", file) : command("run", "--json", file);
    }

    private Running command(String... arguments) throws Exception {
        story.add(String.join(" ", arguments));
        return stretto.start(Map.of(), arguments);
    }

    /** Lets an engine live for a while, kills it, and looks whether its log is still there. Answers how many were killed. */
    private int live(Running running) throws Exception {
        Eventually.holds(
                () -> data.engine().isPresent() || !running.process().isAlive(), () -> "no engine begins to work");
        // Most are killed once they have done something, some while they are about to begin.
        boolean begins = random.nextInt(4) == 0;
        double share = random.nextDouble();
        long millis = Math.round(LONGEST_LIFE_MILLIS * share * share);
        Optional<Long> engine = data.engine();
        int before = events(seen);
        Eventually.holds(
                () -> begins || !data.engine().equals(engine) || events(data.rows()) > before,
                () -> "the engine does nothing");
        // The moment is what is random here: nothing is awaited.
        boolean over = engine.isEmpty() || endsWithin(engine.get(), millis);
        seen = data.rows();
        boolean killed = !over && data.killEngine();
        Result result = running.await();
        story.add("  " + (killed ? "killed after " + millis + " ms" : "ended") + ": " + result.exitCode() + " "
                + result.out().lines().findFirst().orElse("") + result.err());
        check(
                !result.err().contains("internal error") || result.err().contains("ended with 137"),
                "there is an internal error");
        acknowledge(result);
        if (killed) {
            kills++;
            this.killed.run();
        }
        // A command may have opened an engine of its own as that of another was killed, and left work to one in the
        // background.
        checkThatNothingIsUndone();
        return killed ? 1 : 0;
    }

    private static int events(Map<String, List<StoredRow>> rows) {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    private static boolean endsWithin(long pid, long millis) throws Exception {
        Optional<ProcessHandle> engine = ProcessHandle.of(pid);
        if (engine.isEmpty()) {
            return true;
        }
        try {
            engine.get().onExit().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void acknowledge(Result result) {
        if (!result.out().isBlank() && result.json().has("run")) {
            acknowledged.add(result.json().at("/run").asText());
        }
    }

    private void checkThatNothingIsUndone() throws Exception {
        Map<String, List<StoredRow>> now = data.rows();
        seen.forEach((run, before) -> {
            List<StoredRow> after = now.getOrDefault(run, List.of());
            check(after.size() >= before.size(), "events of run " + run + " are gone");
            for (int i = 0; i < before.size(); i++) {
                check(
                        Arrays.equals(before.get(i).json(), after.get(i).json()),
                        "event " + (i + 1) + " of run " + run + " is another one");
            }
        });
        check(now.keySet().containsAll(acknowledged), "a run that was acknowledged is gone");
        seen = now;
    }

    private void checkAll() throws Exception {
        checkThatNothingIsUndone();
        check(data.openRuns().isEmpty(), "these runs are not over: " + data.openRuns());
        check(data.workspaces().isEmpty(), "these workspaces are left: " + data.workspaces());
        String worktrees = repository.git("worktree", "list");
        check(worktrees.lines().count() == 1, "these worktrees are left: " + worktrees);
        check(repository.git("status", "--porcelain", "--untracked-files=no").isEmpty(), "the checkout is not clean");
        Map<String, Long> lines =
                Files.readAllLines(count).stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        for (String run : data.runs()) {
            check(data.findings(run).isEmpty(), "run " + run + ": " + data.findings(run));
            if (checked.add(run) || reopened(run) > 0) {
                checkRun(run, lines);
            }
        }
        for (Map.Entry<String, Long> line : lines.entrySet()) {
            // A run that was tried again is verified again.
            String run = line.getKey().substring(0, line.getKey().indexOf(' '));
            long most = line.getKey().contains(" verification ") ? 1 + reopened(run) : 1;
            check(line.getValue() <= most, line.getKey() + " was carried out " + line.getValue() + " times");
        }
    }

    private void checkRun(String run, Map<String, Long> lines) throws Exception {
        Report report = data.report(run);
        List<LogEntry> log = data.log(run);
        events += log.size();
        SoakPlan plan = plans.get(report.plan());
        check(plan != null, "run " + run + " has a plan that nobody gave it");
        boolean cancelled = log.stream().anyMatch(entry -> entry.event() instanceof RunEvent.RunCancelRequested);
        int rounds = 1 + reopened(run);
        story.add("run " + run + ": " + report);
        for (Report.TaskReport task : report.tasks()) {
            SoakPlan.Expected expected = plan.tasks().get(task.id());
            String about = "task " + task.id() + " of run " + run + " (" + plan.name() + ")";
            attempts += task.attempts();
            check(task.error() == null || !task.error().kind().toString().equals("lost"), about + " was lost");
            if (cancelled) {
                continue;
            }
            int times = expected.completed() ? expected.attempts() : expected.attempts() * rounds;
            check(task.status().toString().equals(expected.status()), about + " is " + task.status());
            check(task.attempts() == times, about + " took " + task.attempts() + " attempts");
            for (int attempt = 1; attempt <= times; attempt++) {
                check(lines.containsKey(run + " " + task.id() + " " + attempt), about + ": no trace of " + attempt);
            }
            if (plan.repository() && expected.completed()) {
                checkWork(run, task, report);
            }
        }
        checkLost(run, log);
        RunStatus status = plan.completes() ? RunStatus.COMPLETED : RunStatus.FAILED;
        check(cancelled || report.status() == status, "run " + run + " is " + report.status());
    }

    /** What a completed task has written is in the result, or on the task's branch if there is none. */
    private void checkWork(String run, Report.TaskReport task, Report report) throws Exception {
        Report.Integrated integration =
                report.synthesis() == null ? null : report.synthesis().integration();
        String branch = integration != null && integration.branch() != null ? integration.branch() : task.branch();
        String written = repository.git("show", branch + ":" + run + "." + task.id());
        check(written.equals(String.valueOf(task.attempts())), "task " + task.id() + " wrote " + written);
    }

    /** Nobody has killed an attempt's process, so none is lost. */
    private static void checkLost(String run, List<LogEntry> log) {
        log.forEach(entry -> check(
                !new String(entry.json(), java.nio.charset.StandardCharsets.UTF_8).contains("\"kind\":\"lost\""),
                "event " + entry.sequence() + " of run " + run + " says that an attempt was lost"));
    }

    private int reopened(String run) throws Exception {
        return Math.toIntExact(data.log(run).stream()
                .filter(entry -> entry.event() instanceof RunEvent.RunReopened)
                .count());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
