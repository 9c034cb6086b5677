package dev.stretto.subagents.git;

import java.util.List;
import java.util.stream.Collectors;

/** Lists things in sentences. */
public final class TaskNames {
    private static final int MOST = 6;

    private TaskNames() {}

    /** {@code task 'a'}, or {@code tasks 'a' and 'b'}. */
    public static String tasks(List<String> tasks) {
        return (tasks.size() == 1 ? "task " : "tasks ") + names(tasks);
    }

    /** {@code 'a', 'b' and 'c'}; of many the first ones, and how many more. */
    public static String names(List<String> tasks) {
        return listed(tasks.stream().map(task -> "'" + task + "'").toList());
    }

    /** {@code a, b and c}; of many the first ones, and how many more. */
    public static String listed(List<String> all) {
        if (all.size() > MOST) {
            int named = MOST - 1;
            return all.stream().limit(named).collect(Collectors.joining(", ")) + " and " + (all.size() - named)
                    + " more";
        }
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
    }
}
