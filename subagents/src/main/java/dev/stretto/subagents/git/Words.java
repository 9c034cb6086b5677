package dev.stretto.subagents.git;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts merge conflicts into words. */
final class Words {
    private Words() {}

    /** {@code task 'a'}, or {@code tasks 'a' and 'b'}. */
    static String tasks(List<String> tasks) {
        String listed = tasks.stream().map(task -> "'" + task + "'").collect(Collectors.joining(", "));
        int lastComma = listed.lastIndexOf(", ");
        return lastComma < 0
                ? "task " + listed
                : "tasks " + listed.substring(0, lastComma) + " and " + listed.substring(lastComma + 2);
    }

    /** A path, how changes collide there, and whose they are as far as that is known. */
    static String place(String path, Set<String> kinds, List<String> tasks) {
        String how = kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")";
        String whose = tasks.isEmpty() ? "" : ", also changed by " + tasks(tasks);
        return path + how + whose;
    }
}
