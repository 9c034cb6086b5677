package dev.stretto.app.report;

import static dev.stretto.app.report.SampleRun.at;
import static dev.stretto.app.report.SampleRun.modified;
import static dev.stretto.app.report.SampleRun.task;
import static dev.stretto.app.report.SampleRun.verification;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.report.Collided;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.Culprits;
import dev.stretto.engine.synthesis.Dropped;
import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.engine.synthesis.TaskHunks;
import dev.stretto.engine.synthesis.Trial;
import dev.stretto.engine.synthesis.TrialResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Runs that have everything that a report can show, and more of it than it can. */
final class Samples {
    static final String HOSTILE = "</title></pre></svg><script>alert(1)</script><img src=x onerror=alert(2)>"
            + "| \" ' ` ```` [x](javascript:alert(3)) @everyone #1 *b* _i_ \u202Eevil\u0007 {{run}} &lt;";
    private static final Overlap ON_CACHE = new Overlap(
            "src/main/java/app/Cache.java",
            List.of("cache", "limits", "metrics"),
            Overlap.Kind.CONFLICT,
            List.of(CollisionKind.SAME_LINES),
            List.of(hunks("cache", 31, 35, 31, 39), hunks("limits", 33, 33, 33, 34), hunks("metrics", 4, 3, 4, 5)),
            null);
    private static final Overlap ON_POM = new Overlap(
            "pom.xml",
            List.of("parser", "metrics"),
            Overlap.Kind.CLEAN,
            List.of(),
            List.of(hunks("parser", 12, 12, 12, 13), hunks("metrics", 80, 79, 80, 84)),
            null);
    private static final Collision SAME_LINES = new Collision(
            "src/main/java/app/Cache.java",
            CollisionKind.SAME_LINES,
            new Side("100644", "1".repeat(40)),
            new Side("100644", "2".repeat(40)),
            new Side("100644", "3".repeat(40)));
    private static final Collision BINARY = new Collision(
            "docs/overview.png",
            CollisionKind.BINARY,
            new Side("100644", "4".repeat(40)),
            new Side("100644", "5".repeat(40)),
            new Side("100644", "6".repeat(40)));

    private Samples() {}

    private static TaskHunks hunks(String task, int from, int to, int fromNow, int toNow) {
        return new TaskHunks(task, List.of(new Hunk(new LineRange(from, to), new LineRange(fromNow, toNow))), 0);
    }

    /** Three tasks that all went well. */
    static SampleRun small() {
        List<Task> tasks = List.of(
                task("abort", "Fix AbortTest", "src/Abort*"),
                task("batch", "Fix BatchTest", "src/Batch*"),
                task("approval", "Fix ApprovalTest", "src/Approval*"));
        return new SampleRun("agent-failures", "/repository", tasks)
                .launched(0, 1, "abort", "batch", "approval")
                .completed("batch", 1, 0.2, 61, "Fixed the event type.", modified("src/Batch.java", 2, 2))
                .completed("abort", 1, 0.1, 118, "Fixed the timing.", modified("src/Abort.java", 12, 4))
                .completed("approval", 1, 0.3, 140, "Waited for the answer.", modified("src/Approval.java", 7, 1))
                .happen(new RunEvent.SynthesisStarted(List.of(), at(140.2)))
                .happen(new RunEvent.BranchesMerged(
                        MergeResult.whole("a".repeat(40), List.of("abort", "batch", "approval")), List.of()))
                .happen(new RunEvent.VerificationFinished(verification(true, 141, 160)))
                .happen(new RunEvent.ResultIntegrated(new Integration("stretto/01JSAMPLE", null, null)))
                .happen(new RunEvent.RunFinished(RunStatus.COMPLETED, at(160.5)));
    }

    /** Conflicts, one of them resolved, culprits, retries, a timeout, mismatches: everything at once. */
    static SampleRun rich() {
        List<Task> tasks = List.of(
                task("parser", "Accept trailing commas in lists", "src/main/java/app/Parser.java"),
                task("cache", "Evict the entry that was used least recently"),
                task("limits", "Refuse entries that are larger than the cache"),
                task("metrics", "Count hits and misses"),
                task("docs", "Describe how the cache evicts", "docs/**"),
                task("review", "Look for places that hold a lock while they wait"),
                task("slow", "Find out why the start takes four seconds"));
        SampleRun run = new SampleRun("Cache with limits", "/repository", tasks)
                .launched(0, 1, "parser", "cache", "limits", "metrics", "docs", "review", "slow")
                .completed("review", 1, 0.4, 22, "Fixed the lock in Store.load().\nAll tests pass.")
                .attemptFailed("parser", 1, 0.1, 30, Failure.Kind.EXIT)
                .completed(
                        "cache",
                        1,
                        0.2,
                        64,
                        "Replaced the queue by a map in the order of access.\n\n```java\nnew LinkedHashMap<>(16, .75f, true)"
                                + "\n```\n",
                        List.of("build.gradle"),
                        List.of(),
                        modified("src/main/java/app/Cache.java", 9, 5),
                        new FileChange("build.gradle", FileChange.Kind.ADDED, null, 4, 0),
                        new FileChange(
                                "src/main/java/app/Entry.java",
                                FileChange.Kind.RENAMED,
                                "src/main/java/app/Node.java",
                                0,
                                0))
                .completed(
                        "limits", 1, 0.2, 71, "Checks the size first.", modified("src/main/java/app/Cache.java", 2, 1))
                .launched(31, 2, "parser")
                .completed("parser", 2, 31, 80, "Accepts them now.", modified("pom.xml", 2, 1))
                .completed(
                        "metrics",
                        1,
                        0.3,
                        90,
                        "Counted.",
                        List.of(),
                        List.of("its result file is no JSON and was not used"),
                        modified("src/main/java/app/Cache.java", 2, 0),
                        modified("pom.xml", 5, 0))
                .completed(
                        "docs",
                        1,
                        0.3,
                        95,
                        null,
                        modified("docs/cache.md", 40, 2),
                        modified("docs/overview.png", null, null))
                .failed("slow", 1, 0.3, 100, Failure.Kind.TIMEOUT, "still at work after 1m 40s; raise its timeout")
                .happen(new RunEvent.SynthesisStarted(List.of(ON_CACHE, ON_POM), at(100.2)));
        ConflictSet conflictSet = new ConflictSet(List.of("cache", "limits"), List.of(SAME_LINES));
        MergeResult left = new MergeResult(
                "a".repeat(40),
                List.of("parser", "cache", "metrics", "docs"),
                List.of(new Conflict("limits", List.of(SAME_LINES.path()), "it collides with 'cache'")),
                List.of(conflictSet, new ConflictSet(List.of("parser", "docs"), List.of(BINARY))),
                List.of(new Dropped("docs", "docs/overview.png", CollisionKind.BINARY, List.of("parser"), List.of())),
                "of 5 tasks with changes 4 go together; no other choice leaves out fewer");
        Outcome outcome = new Outcome(
                null,
                at(101),
                at(120),
                0,
                "Kept the check of 'limits' in front of the map.",
                null,
                null,
                null,
                null,
                null,
                List.of());
        Resolution resolution = new Resolution(
                "limits", List.of("cache"), List.of(new ResolvedPath(SAME_LINES, new Side("100644", "7".repeat(40)))));
        MergeResult whole = new MergeResult(
                "d".repeat(40),
                List.of("parser", "cache", "limits", "metrics", "docs"),
                List.of(),
                List.of(conflictSet, new ConflictSet(List.of("parser", "docs"), List.of(BINARY))),
                left.dropped(),
                left.explanation());
        run.happen(new RunEvent.BranchesMerged(left, List.of(ON_CACHE, ON_POM)))
                .happen(new RunEvent.ConflictResolved(resolution, whole, new ResolverRun("f".repeat(40), outcome)))
                .happen(new RunEvent.VerificationFinished(verification(false, 120.5, 140)));
        tried(run, List.of(), 1, true, 140);
        tried(run, whole.merged(), 2, false, 150);
        tried(run, List.of("parser"), 1, false, 160);
        tried(run, List.of("parser"), 2, true, 170);
        tried(run, List.of("parser", "cache", "limits", "docs"), 1, true, 180);
        Culprits culprits = new Culprits(
                List.of(List.of("cache", "metrics")),
                List.of(List.of("parser")),
                List.of("parser", "cache", "limits", "docs"),
                false,
                true,
                4,
                6,
                10);
        MergeResult kept = new MergeResult(
                "e".repeat(40),
                culprits.kept(),
                List.of(new Conflict(
                        "metrics", List.of(), "the verification fails with its work together with that of 'cache'")),
                whole.conflictSets(),
                whole.dropped(),
                whole.explanation());
        return run.happen(new RunEvent.CulpritsFound(culprits, kept))
                .happen(new RunEvent.ResultIntegrated(new Integration(
                        "stretto/01JSAMPLE", null, "your branch was not moved: not everything is well")))
                .happen(new RunEvent.RunFinished(RunStatus.FAILED, at(191)));
    }

    private static void tried(SampleRun run, List<String> tasks, int number, boolean passed, double from) {
        Trial trial = new Trial(tasks, number);
        run.happen(new RunEvent.TrialsLaunched(List.of(trial), at(from)))
                .happen(new RunEvent.TrialFinished(new TrialResult(
                        trial, "commit", "tree", List.of(), verification(passed, from, from + 9), false)));
    }

    /** The conflicts of {@link #rich}, with sides as if they were read. */
    static Conflicts conflicts(SampleRun run) {
        List<Collided> all = Collided.in(run.run());
        List<ConflictContents> shown = all.stream()
                .map(collided -> collided.collision().equals(BINARY)
                        ? sides(collided, binary(2_048), binary(4_096), binary(3_000), null)
                        : sides(
                                collided,
                                text(cache(
                                        "    void put(Entry entry) {",
                                        "        queue.add(entry);",
                                        "        if (queue.size() > most) {",
                                        "            queue.remove();",
                                        "        }")),
                                text(cache(
                                        "    void put(Entry entry) {",
                                        "        map.put(entry.key(), entry);",
                                        "        if (map.size() > most) {",
                                        "            map.remove(map.keySet().iterator().next());",
                                        "        }")),
                                text(cache(
                                        "    void put(Entry entry) {",
                                        "        check(entry.size() <= most);",
                                        "        queue.add(entry);",
                                        "        if (queue.size() > most) {",
                                        "            queue.remove();",
                                        "        }")),
                                text(cache(
                                        "    void put(Entry entry) {",
                                        "        check(entry.size() <= most);",
                                        "        map.put(entry.key(), entry);",
                                        "        if (map.size() > most) {",
                                        "            map.remove(map.keySet().iterator().next());",
                                        "        }"))))
                .toList();
        return new Conflicts(all, shown);
    }

    private static ConflictContents sides(
            Collided collided, SideContent base, SideContent ours, SideContent theirs, SideContent result) {
        return new ConflictContents(
                collided.path(),
                collided.tasks(),
                collided.collision().kind(),
                collided.collision().kind().inWords(),
                collided.lines(),
                collided.resolved(),
                base,
                ours,
                theirs,
                result);
    }

    static SideContent text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SideContent.of("100644", "1".repeat(40), bytes.length, bytes);
    }

    static SideContent binary(int size) {
        return SideContent.of("100644", "2".repeat(40), size, new byte[size]);
    }

    private static String cache(String... middle) {
        String before = String.join(
                "\n",
                IntStream.rangeClosed(1, 30)
                        .mapToObj(i -> "    // line " + i + " of the class")
                        .toList());
        String after = String.join(
                "\n",
                IntStream.rangeClosed(1, 40).mapToObj(i -> "    // rest " + i).toList());
        return before + "\n" + String.join("\n", middle) + "\n    }\n" + after + "\n";
    }

    /** Many tasks; every tenth overlaps with the next one, some fail, and it was tried again an hour later. */
    static SampleRun many(int count) {
        List<Task> tasks = IntStream.range(0, count)
                .mapToObj(i -> task("module-" + i, "Move module " + i + " to the new logging"))
                .toList();
        String[] ids = tasks.stream().map(Task::id).toArray(String[]::new);
        SampleRun run = new SampleRun("logging", "/repository", tasks).launched(0, 1, ids);
        List<Overlap> overlaps = new ArrayList<>();
        List<String> again = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double to = 20 + (i * 37) % 180;
            if (i % 17 == 3) {
                run.failed(ids[i], 1, i * 0.01, to, Failure.Kind.EXIT, "exit code 1: cannot find symbol");
                again.add(ids[i]);
            } else if (i % 41 == 7) {
                run.failed(ids[i], 1, i * 0.01, 200, Failure.Kind.IDLE, "no sign of life for 2m");
            } else {
                run.completed(ids[i], 1, i * 0.01, to, "Moved.", modified("m" + i / 10 * 10 + "/Log.java", 3, 3));
            }
            if (i % 10 == 0 && i + 1 < count) {
                overlaps.add(new Overlap(
                        "m" + i + "/Log.java",
                        List.of(ids[i], ids[i + 1]),
                        i % 30 == 0 ? Overlap.Kind.CONFLICT : Overlap.Kind.CLEAN,
                        i % 30 == 0 ? List.of(CollisionKind.SAME_LINES) : List.of(),
                        List.of(),
                        null));
            }
        }
        run.happen(new RunEvent.SynthesisStarted(overlaps, at(201)))
                .happen(new RunEvent.RunFinished(RunStatus.FAILED, at(230)))
                .happen(new RunEvent.RunReopened(again, 2, "node", at(3_800)))
                .launched(3_800, 2, again.toArray(String[]::new));
        for (String id : again) {
            run.completed(id, 2, 3_801, 3_850, "Moved, and fixed the import.", modified(id + "/Log.java", 3, 3));
        }
        return run.happen(new RunEvent.SynthesisStarted(overlaps, at(3_851)))
                .happen(new RunEvent.BranchesMerged(MergeResult.whole("a".repeat(40), List.of(ids)), overlaps))
                .happen(new RunEvent.VerificationFinished(verification(true, 3_852, 3_900)))
                .happen(new RunEvent.ResultIntegrated(new Integration("stretto/01JSAMPLE", null, null)))
                .happen(new RunEvent.RunFinished(RunStatus.FAILED, at(3_900)));
    }

    /** Everything that others write is an attack. */
    static SampleRun hostile() {
        String path = "src/" + HOSTILE.replace("/", "\u2215") + "\nx";
        SampleRun run = new SampleRun(HOSTILE, "/repository", List.of(task("a", HOSTILE), task("b", HOSTILE)))
                .launched(0, 1, "a", "b")
                .completed(
                        "a",
                        1,
                        1,
                        2,
                        "Fixed it.\n```\n" + HOSTILE + "\n</details>\n\n# heading\n~~~~\n`````",
                        List.of(path),
                        List.of(HOSTILE),
                        new FileChange(path, FileChange.Kind.RENAMED, HOSTILE, 1, 1))
                .failed("b", 1, 1, 3, Failure.Kind.EXIT, HOSTILE + "\n" + HOSTILE);
        Overlap overlap = new Overlap(
                path, List.of("a", "b"), Overlap.Kind.CONFLICT, List.of(CollisionKind.SAME_LINES), List.of(), null);
        Collision collision = new Collision(path, CollisionKind.SAME_LINES, new Side("100644", HOSTILE), null, null);
        return run.happen(new RunEvent.SynthesisStarted(List.of(overlap), at(4)))
                .happen(new RunEvent.BranchesMerged(
                        new MergeResult(
                                "a".repeat(40),
                                List.of("a"),
                                List.of(new Conflict("b", List.of(path), HOSTILE)),
                                List.of(new ConflictSet(List.of("a", "b"), List.of(collision))),
                                List.of(new Dropped(
                                        "a",
                                        path,
                                        CollisionKind.SAME_LINES,
                                        List.of("b"),
                                        List.of(new LineRange(1, 2)))),
                                HOSTILE),
                        List.of(overlap)))
                .happen(new RunEvent.SynthesisFailed(HOSTILE))
                .happen(new RunEvent.RunFinished(RunStatus.FAILED, at(5)));
    }

    /** The conflicts of {@link #hostile}. */
    static Conflicts hostileConflicts(SampleRun run) {
        List<Collided> all = Collided.in(run.run());
        SideContent text = text(HOSTILE + "\r\nsame\n" + HOSTILE);
        return new Conflicts(
                all,
                List.of(sides(all.getFirst(), text, text("other\n"), SideContent.missing("1", "2", HOSTILE), null)));
    }
}
