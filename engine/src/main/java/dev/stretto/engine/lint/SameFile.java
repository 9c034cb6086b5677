package dev.stretto.engine.lint;

import dev.stretto.engine.decision.ConcurrentAssignments;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds files that the prompts of two tasks name which can be in progress at the same time. By an index from file to tasks:
 * pairs are never compared, only neighbours in the list of a file's tasks.
 */
final class SameFile {
    private static final int NAMES_TOLD = 5;

    private final ConcurrentAssignments concurrent;
    private final Map<String, List<String>> tasks = new LinkedHashMap<>();
    private final Map<String, Integer> order = new LinkedHashMap<>();

    SameFile(ConcurrentAssignments concurrent) {
        this.concurrent = concurrent;
    }

    void look(Reading reading) {
        order.put(reading.task().id(), order.size());
        if (reading.onlyReads()) {
            return;
        }
        for (String file : MentionedFiles.of(reading)) {
            if (MentionedFiles.mayWrite(reading.task(), file)) {
                tasks.computeIfAbsent(file, key -> new ArrayList<>())
                        .add(reading.task().id());
            }
        }
    }

    /** The warnings, in the order in which the files were first named. Files that the same tasks name share one. */
    List<LintWarning> lint() {
        Map<List<String>, List<String>> files = new LinkedHashMap<>();
        tasks.forEach((file, named) ->
                files.computeIfAbsent(named, key -> new ArrayList<>()).add(file));
        List<LintWarning> lint = new ArrayList<>();
        files.forEach((named, paths) -> {
            List<String> together = together(named);
            if (!together.isEmpty()) {
                lint.add(new LintWarning(LintRule.SAME_FILE_IN_TWO_PROMPTS, together, what(together, paths)));
            }
        });
        return lint;
    }

    private List<String> together(List<String> named) {
        List<String> inOrder = concurrent.inDispatchOrder(named);
        TreeSet<String> found =
                new TreeSet<>((a, b) -> Integer.compare(order.getOrDefault(a, 0), order.getOrDefault(b, 0)));
        for (int i = 1; i < inOrder.size(); i++) {
            if (concurrent.together(inOrder.get(i - 1), inOrder.get(i))) {
                found.add(inOrder.get(i - 1));
                found.add(inOrder.get(i));
            }
        }
        return List.copyOf(found);
    }

    private static String what(List<String> named, List<String> files) {
        return "The prompts of " + Listed.first(NAMES_TOLD, named) + " name " + Listed.first(NAMES_TOLD, files)
                + ", may change " + (files.size() == 1 ? "it" : "them") + ", and can be in progress at the same time.";
    }
}
