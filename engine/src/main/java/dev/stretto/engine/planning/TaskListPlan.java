package dev.stretto.engine.planning;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SynthesisSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proposes a plan for tasks that somebody has listed. */
public final class TaskListPlan {
    private static final int WORDS_IN_ID = 6;
    private static final int LONGEST_TITLE = 80;
    private static final String RETURNS = "Summary of what was done, file by file, and of what was left open and why";

    private TaskListPlan() {}

    /**
     * A task for each of these.
     *
     * @param open at least one
     * @param done how many were left out because they are done
     */
    public static PlanDraft of(List<ListedTask> open, int done, PlanSettings settings) {
        TaskIds ids = new TaskIds();
        List<TaskDraft> tasks =
                open.stream().map(task -> task(task, ids, open.size() > 1)).toList();
        List<String> made = new ArrayList<>();
        made.add("Made by 'stretto plan from-tasks' from a list of " + ShownText.count(open.size() + done, "task")
                + ".");
        if (done > 0) {
            made.add("Left out, because ticked off: " + done + ".");
        }
        made.add(
                "No task has 'writes', since a list does not say which files they change: their worktrees and the synthesis");
        made.add("protect them from each other. Add globs to keep those apart that would change the same files.");
        made.add("Read it through before you run it: whether the tasks are independent is for you to say.");
        return new PlanDraft(made, settings.orElse("tasks", null), tasks, SynthesisSpec.Integrate.BRANCH);
    }

    private static TaskDraft task(ListedTask task, TaskIds ids, boolean hasOthers) {
        String title = title(task.text());
        List<String> words = List.of(title.split("\\s+", -1));
        String begin = String.join(" ", words.subList(0, Math.min(words.size(), WORDS_IN_ID)));
        List<String> constraints = hasOthers
                ? List.of("Change only what this task needs; others work on the other tasks at the same time")
                : List.of("Change only what this task needs");
        return new TaskDraft(
                ids.next(List.of(begin, title)),
                title,
                new Prompt.Parts(null, task.text(), blankToNull(task.context()), constraints, RETURNS),
                null,
                List.of(),
                List.of());
    }

    /** Its first line, without the marks of Markdown that mean nothing here. */
    private static String title(String text) {
        String line = ShownText.wholeLine(text.lines().findFirst().orElse(""));
        String plain = line.replaceAll("\\*\\*|`", "").strip();
        String title = ShownText.cut(plain.isEmpty() ? line : plain, LONGEST_TITLE);
        return title.isBlank() ? "Task" : title;
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
