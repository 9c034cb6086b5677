package dev.stretto.subagents.git.overlap;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.overlap.RandomProject.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The work of up to eight tasks on a random project, all of it from one seed; written to a repository together with others. */
public final class RandomWork {

    /** One task: what it began from, and what it made of that. */
    public record Task(String id, List<String> needs, Map<String, Entry> before, Map<String, Entry> after) {

        /** The names that it gave to files and folders, raw. */
        public Set<String> given() {
            Set<String> given = new TreeSet<>();
            after.keySet().stream().filter(path -> !before.containsKey(path)).forEach(path -> {
                given.add(path);
                given.addAll(RawPaths.foldersOf(path));
            });
            return given;
        }

        public Set<String> changed() {
            Set<String> changed = new TreeSet<>(before.keySet());
            changed.addAll(after.keySet());
            changed.removeIf(
                    path -> before.containsKey(path) && before.get(path).equals(after.get(path)));
            return changed;
        }
    }

    public final long seed;
    final Map<String, Entry> base;
    public final List<Task> tasks = new ArrayList<>();
    public String baseCommit = "";
    public final List<BranchToMerge> branches = new ArrayList<>();

    public RandomWork(long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        RandomProject project = new RandomProject(random);
        base = project.files();
        for (int number = 0, count = 2 + random.nextInt(7); number < count; number++) {
            Task need = number > 0 && random.nextInt(6) == 0 ? tasks.get(random.nextInt(number)) : null;
            Map<String, Entry> before = need == null ? base : need.after();
            tasks.add(new Task(
                    "t" + number, need == null ? List.of() : List.of(need.id()), before, project.changed(before)));
        }
    }

    /** What the base holds, with its folders. */
    public Set<String> namesOfBase() {
        Set<String> names = new LinkedHashSet<>(base.keySet());
        base.keySet().forEach(path -> names.addAll(RawPaths.foldersOf(path)));
        return names;
    }

    /** Writes all of them, in one process. */
    public static void write(Git git, List<RandomWork> works) throws GitException {
        StringBuilder stream = new StringBuilder();
        int mark = 0;
        for (RandomWork work : works) {
            int baseMark = ++mark;
            commit(stream, baseMark, "", Map.of(), work.base);
            for (Task task : work.tasks) {
                int from = task.needs().isEmpty()
                        ? baseMark
                        : baseMark + 1 + position(work, task.needs().getFirst());
                commit(stream, ++mark, "from :" + from + "\n", task.before(), task.after());
            }
        }
        for (int each = 1; each <= mark; each++) {
            stream.append("get-mark :").append(each).append('\n');
        }
        List<String> ids = git.fedBytes((stream + "done\n").getBytes(StandardCharsets.ISO_8859_1))
                .run("fast-import", "--quiet", "--force", "--done")
                .lines();
        int at = 0;
        for (RandomWork work : works) {
            work.baseCommit = ids.get(at++);
            List<String> commits = ids.subList(at, at + work.tasks.size());
            at += work.tasks.size();
            for (Task task : work.tasks) {
                int need = task.needs().isEmpty()
                        ? -1
                        : position(work, task.needs().getFirst());
                String start = need < 0 ? work.baseCommit : commits.get(need);
                String commit = commits.get(position(work, task.id()));
                work.branches.add(new BranchToMerge(
                        task.id(), "Task " + task.id(), 1, "b/" + task.id(), start, commit, task.needs(), 1));
            }
        }
    }

    private static int position(RandomWork work, String task) {
        return work.tasks.stream().map(Task::id).toList().indexOf(task);
    }

    private static void commit(
            StringBuilder stream, int mark, String from, Map<String, Entry> before, Map<String, Entry> after) {
        // Each on a reference of its own: of a branch only the last commit is kept in memory.
        stream.append("reset refs/fuzz/").append(mark).append('\n');
        stream.append("commit refs/fuzz/").append(mark).append("\nmark :").append(mark);
        stream.append("\ncommitter U <u@x> ")
                .append(1_700_000_000 + mark)
                .append(" +0000\ndata 1\nx\n")
                .append(from);
        before.keySet().stream()
                .filter(path -> !after.containsKey(path))
                .forEach(path -> stream.append("D ").append(quoted(path)).append('\n'));
        after.forEach((path, entry) -> {
            if (!entry.equals(before.get(path))) {
                boolean module = entry.mode().equals("160000");
                stream.append("M ").append(entry.mode()).append(' ');
                stream.append(module ? entry.content() : "inline")
                        .append(' ')
                        .append(quoted(path))
                        .append('\n');
                if (!module) {
                    stream.append("data ")
                            .append(entry.content().length())
                            .append('\n')
                            .append(entry.content())
                            .append('\n');
                }
            }
        });
        stream.append('\n');
    }

    private static String quoted(String path) {
        return path.chars().mapToObj(c -> String.format("\\%03o", c)).collect(Collectors.joining("", "\"", "\""));
    }
}
