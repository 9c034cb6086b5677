package dev.stretto.subagents.git.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes to merge the branches of 200 tasks that have changed 50 of 20,000 files each. Prints the time, and how much of it
 * the processors were busy with git. Not part of the build, for want of anything that could fail: {@code mvn test -pl subagents -am
 * -Dtest=MergeBenchmark -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MergeBenchmark {
    private static final int FILES = 20_000;
    private static final int TASKS = 200;
    private static final int FILES_OF_A_TASK = 50;
    private static final int LINES = 60;
    private static final double TICKS = 100;

    @TempDir
    Path temp;

    Path repository;
    String base = "";

    @BeforeEach
    void repository() throws Exception {
        repository = Files.createDirectories(temp.toRealPath().resolve("large"));
        Sandbox.sh(repository, "git init -q -b main");
    }

    @Test
    void tasks_that_meet_nowhere() throws Exception {
        measured("no two tasks changed the same file", OnConflict.REPORT, task -> List.of());
    }

    @Test
    void tasks_that_all_go_together_in_a_file() throws Exception {
        measured(
                "every ten tasks changed a file, in different lines",
                OnConflict.REPORT,
                task -> List.of(change(task / 10, task % 10 * 6)));
    }

    @Test
    void tasks_that_collide_by_twos() throws Exception {
        measured("every two tasks collide", OnConflict.REPORT, task -> List.of(change(task / 2, 5)));
    }

    @Test
    void tasks_that_collide_by_twos_where_the_order_decides() throws Exception {
        measured(
                "every two tasks collide, the earlier one wins",
                OnConflict.ORDER,
                task -> List.of(change(task / 2, 5)));
    }

    @Test
    void tasks_that_all_collide_in_the_same_file() throws Exception {
        measured("all tasks collide in one file", OnConflict.REPORT, task -> List.of(change(0, 5)));
    }

    @Test
    void tasks_that_collide_with_those_before_and_after() throws Exception {
        measured(
                "every task collides with the one before it and the one after it",
                OnConflict.REPORT,
                task -> List.of(change(task, 5), change(task + 1, 5)));
    }

    private record Change(int file, int line) {}

    /** Files from the end on, which no task has for itself. */
    private static Change change(int file, int line) {
        return new Change(FILES - 1 - file, line);
    }

    private void measured(String what, OnConflict rule, IntFunction<List<Change>> shared) throws Exception {
        List<BranchToMerge> branches = branches(shared);
        MergeRules rules = new MergeRules(rule, List.of());
        List<String> times = new ArrayList<>();
        MergeResult result = null;
        for (int time = 0; time < 3; time++) {
            String run = "run" + time;
            double git = secondsOfChildren();
            long began = System.nanoTime();
            result = new BranchMerger()
                    .merge(run, new PinnedBase(repository.toString(), base, null, null), branches, List.of(), rules)
                    .result();
            times.add(String.format(
                    Locale.ROOT,
                    "%.2f s (git at work for %.2f s)",
                    (System.nanoTime() - began) / 1e9,
                    secondsOfChildren() - git));
        }
        System.out.println("MergeBenchmark, " + what + ": " + String.join(", ", times) + "; "
                + result.merged().size() + " merged, " + result.conflicts().size() + " left, "
                + result.dropped().size() + " dropped; " + result.explanation());
        assertThat(result.merged().size() + result.conflicts().size()).isEqualTo(TASKS);
    }

    /** How long the processors were busy with processes that this one started and that have ended. */
    private static double secondsOfChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS;
    }

    private List<BranchToMerge> branches(IntFunction<List<Change>> shared) throws Exception {
        StringBuilder stream = new StringBuilder("commit refs/heads/main\nmark :1\n" + commit());
        for (int file = 0; file < FILES; file++) {
            put(stream, file, -1, 0);
        }
        for (int task = 0; task < TASKS; task++) {
            stream.append("\nreset refs/task\ncommit refs/task\nmark :")
                    .append(task + 2)
                    .append('\n')
                    .append(commit());
            stream.append("from :1\n");
            for (int own = 0; own < FILES_OF_A_TASK; own++) {
                put(stream, task * FILES_OF_A_TASK + own, own, task);
            }
            for (Change change : shared.apply(task)) {
                put(stream, change.file(), change.line(), task);
            }
        }
        stream.append('\n');
        for (int mark = 1; mark < TASKS + 2; mark++) {
            stream.append("get-mark :").append(mark).append('\n');
        }
        List<String> ids = Git.in(repository)
                .fedBytes((stream + "done\n").getBytes(StandardCharsets.ISO_8859_1))
                .run("fast-import", "--quiet", "--done")
                .lines();
        base = ids.getFirst();
        List<BranchToMerge> branches = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            branches.add(new BranchToMerge("t" + task, "Task " + task, 1, "b", base, ids.get(task + 1), List.of(), 1));
        }
        return branches;
    }

    private static String commit() {
        return "committer U <u@x> 1700000000 +0000\ndata 1\nx\n";
    }

    private static void put(StringBuilder stream, int file, int changed, int task) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            text.append(line == changed ? "changed by " + task : "line " + line + " of file " + file)
                    .append('\n');
        }
        stream.append(String.format(Locale.ROOT, "M 100644 inline folder%03d/file%05d.txt%n", file % 200, file));
        stream.append("data ").append(text.length()).append('\n').append(text);
    }
}
